import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createAsyncDocument } from './asyncapi/document.ts';

/** `npm run asyncapi`: makes the AsyncAPI document of the real-time API from the contracts. */
const path = 'docs/api/asyncapi.json';
await writeFile(
  join(import.meta.dirname, '..', path),
  `${JSON.stringify(await createAsyncDocument(), undefined, 2)}\n`,
);
console.log(path);

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { artifactsOf } from './openapi/artifacts.ts';
import { createDocument } from './openapi/document.ts';

/** `npm run openapi`: makes the OpenAPI document of the HTTP API, and the types of its client, from the contracts. */
const document = await createDocument();
for (const [path, text] of await artifactsOf(document)) {
  await writeFile(join(import.meta.dirname, '..', path), text);
  console.log(path);
}

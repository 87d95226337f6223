import { join } from 'node:path';
import { assetHandler } from '../../../lib/app/asset-handler.ts';
import { readAsset } from '../../../lib/app/asset.ts';

const document = join(import.meta.dirname, '../../../docs/api/asyncapi.json');

/** GET /asyncapi.json: the AsyncAPI document of the real-time API. */
export const handler = assetHandler({ '/asyncapi.json': readAsset(document, 'application/json') });

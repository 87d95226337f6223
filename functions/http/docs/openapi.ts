import { join } from 'node:path';
import { assetHandler } from '../../../lib/app/asset-handler.ts';
import { readAsset } from '../../../lib/app/asset.ts';

const document = join(import.meta.dirname, '../../../docs/api/openapi.json');

/** GET /openapi.json: the OpenAPI document of the HTTP API. */
export const handler = assetHandler({ '/openapi.json': readAsset(document, 'application/json') });

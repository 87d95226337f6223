import { join } from 'node:path';
import { assetHandler } from '../../../lib/app/asset-handler.ts';
import { readAsset, readPage } from '../../../lib/app/asset.ts';

const here = import.meta.dirname;
const viewer = join(here, '../../../node_modules/swagger-ui-dist');
const assets = {
  '/docs/swagger-ui.js': readAsset(join(viewer, 'swagger-ui-bundle.js'), 'text/javascript'),
  '/docs/swagger-ui.css': readAsset(join(viewer, 'swagger-ui.css'), 'text/css'),
  '/docs/start.js': readAsset(join(here, 'start.js'), 'text/javascript'),
  '/docs/style.css': readAsset(join(here, 'style.css'), 'text/css'),
};

/** GET /docs and GET /docs/{asset}: the reference of the HTTP API as a page, with all that it loads. */
export const handler = assetHandler({ ...assets, '/docs': readPage(join(here, 'page.html'), assets) });

import { catchAllHandler } from '../../../lib/app/catch-all-handler.ts';
import { assetRoutes, routes } from '../../../lib/app/routes.ts';

/** $default: answers paths and methods that no route matches. */
export const handler = catchAllHandler([...routes, ...assetRoutes]);

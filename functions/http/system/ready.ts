import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule } from '../../../lib/app/platform.modules.ts';
import { getReadiness } from '../../../lib/health/health.contracts.ts';
import { healthModule } from '../../../lib/health/health.module.ts';

const container = createContainer(databaseModule, healthModule);

/** GET /health/ready: asks everything behind the API whether it is there. */
export const handler = httpHandler(getReadiness, container, ({ healthService }) => healthService.readiness());

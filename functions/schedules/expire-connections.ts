import { createContainer } from '../../lib/app/container.ts';
import {
  apiGatewayTransportModule,
  closingModule,
  connectionExpiryModule,
  databaseModule,
} from '../../lib/app/platform.modules.ts';
import { noInput, scheduleHandler } from '../../lib/app/schedule-handler.ts';

const container = createContainer(
  databaseModule,
  closingModule,
  connectionExpiryModule,
  apiGatewayTransportModule,
);

/** Every five minutes: tells connections that they will end, forgets those that have, and closes those that must. */
export const handler = scheduleHandler(noInput, container, ({ connectionExpiry }, _input, signal) =>
  connectionExpiry.run(signal),
);

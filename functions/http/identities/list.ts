import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { listIdentities } from '../../../lib/identities/identities.contracts.ts';
import { identityListModule } from '../../../lib/identities/identities.module.ts';

const container = createContainer(databaseModule, identityModule, identityListModule);

/** GET /identities: lists the accounts elsewhere that sign the caller in. */
export const handler = httpHandler(listIdentities, container, ({ identityList }, { caller, query }) =>
  identityList.list(caller, query),
);

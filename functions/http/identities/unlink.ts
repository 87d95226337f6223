import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { unlinkIdentity } from '../../../lib/identities/identities.contracts.ts';
import { identityListModule } from '../../../lib/identities/identities.module.ts';

const container = createContainer(databaseModule, identityModule, identityListModule);

/** DELETE /identities/{identityId}: unlinks an account elsewhere. */
export const handler = httpHandler(unlinkIdentity, container, ({ identityList }, { caller, params }) =>
  identityList.unlink(caller, params.identityId),
);

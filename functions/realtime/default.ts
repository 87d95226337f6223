import { createContainer } from '../../lib/app/container.ts';
import {
  broadcastModule,
  connectionsModule,
  databaseModule,
  presenceModule,
} from '../../lib/app/platform.modules.ts';
import { socketHandler } from '../../lib/app/socket-handler.ts';
import * as socketRoutes from '../../lib/app/socket-routes.ts';
import { opsModule } from '../../lib/ops/ops.module.ts';
import * as rooms from '../../lib/rooms/rooms.module.ts';
import { sessionGuardModule } from '../../lib/sessions/sessions.module.ts';

const platform = [databaseModule, connectionsModule, broadcastModule, presenceModule] as const;
const talking = [rooms.roomEntryModule, rooms.messagingModule, rooms.typingModule] as const;
const watching = [rooms.listeningModule, opsModule, sessionGuardModule] as const;
const container = createContainer(...platform, ...talking, ...watching);

/** $default: answers frames that match no route, and event names spelled with ':' for '.'. */
export const handler = socketHandler(container, Object.values(socketRoutes));

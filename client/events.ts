import type * as z from 'zod';
import type * as notifications from '../lib/notifications/notifications.contracts.ts';
import type * as ops from '../lib/ops/ops.contracts.ts';
import type * as orders from '../lib/orders/orders.contracts.ts';
import type * as platform from '../lib/platform/realtime/realtime.contracts.ts';
import type * as listening from '../lib/rooms/listening.contracts.ts';
import type * as rooms from '../lib/rooms/rooms.contracts.ts';

/** What a connection is to the application. */
export type ConnectionState = 'open' | 'reconnecting' | 'closed';

/** An attempt to connect that failed. */
export interface ConnectionFailure {
  readonly error: unknown;
  /** Whether it was the last: nobody is signed in any more. Any other is followed by the next. */
  readonly final: boolean;
}

type DataOf<Event extends { readonly data: z.ZodType }> = z.output<Event['data']>;

/** What can be listened to, with the data of each: the server's events, and those of the client itself. */
export interface ServerEvents {
  readonly 'message.new': DataOf<typeof rooms.messageNew>;
  readonly 'message.read': DataOf<typeof rooms.messageRead>;
  readonly 'user.typing': DataOf<typeof listening.userTyping>;
  readonly 'presence.join': DataOf<typeof platform.presenceJoin>;
  readonly 'presence.leave': DataOf<typeof platform.presenceLeave>;
  readonly 'connection.expiring': DataOf<typeof platform.connectionExpiring>;
  readonly 'order.updated': DataOf<typeof orders.orderUpdated>;
  readonly notification: DataOf<typeof notifications.notificationSent>;
  readonly 'ops.changed': DataOf<typeof ops.opsChanged>;
  readonly state: ConnectionState;
  /** A joined room that the user may enter no longer; it was left. */
  readonly 'room.lost': { readonly roomId: string };
  /** The user is no administrator any more: `ops.changed` is told no longer. */
  readonly 'ops.lost': Record<string, never>;
  readonly 'connection.failed': ConnectionFailure;
}

type ClientEventOf<Event extends { readonly data: z.ZodType; readonly ack: z.ZodType }> = {
  readonly data: z.input<Event['data']>;
  readonly ack: z.output<Event['ack']>;
};

/** What can be sent, with its data and what it is acknowledged with. */
export interface ClientEvents {
  readonly 'room.join': ClientEventOf<typeof rooms.joinRoom>;
  readonly 'room.leave': ClientEventOf<typeof listening.leaveRoom>;
  readonly 'message.send': ClientEventOf<typeof rooms.sendMessage>;
  readonly 'message.read': ClientEventOf<typeof rooms.readMessages>;
  readonly 'typing.start': ClientEventOf<typeof listening.startTyping>;
  readonly 'typing.stop': ClientEventOf<typeof listening.stopTyping>;
  readonly 'presence.list': ClientEventOf<typeof listening.listPresence>;
  readonly ping: ClientEventOf<typeof listening.ping>;
  readonly 'ops.join': ClientEventOf<typeof ops.joinOps>;
  readonly 'ops.leave': ClientEventOf<typeof ops.leaveOps>;
}

/** What the client does by methods of its own, which hold over all connections. */
type Kept = 'room.join' | 'room.leave' | 'message.send' | 'ops.join' | 'ops.leave';

/** What an application sends by itself. */
export type RequestName = Exclude<keyof ClientEvents, Kept>;

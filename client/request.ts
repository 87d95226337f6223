import type { ClientEvents } from './events.ts';
import { RealtimeError, type Socket } from './socket.ts';
import { wait } from './wait.ts';

/** Of a request that is refused because too many came before it. */
const TRIES = 10;

/** Sends an event. One that is refused because too many came before it is sent again, when the server says and a little later. */
export const requestOn = async <Name extends keyof ClientEvents>(
  socket: Socket,
  event: Name,
  data: ClientEvents[Name]['data'],
): Promise<ClientEvents[Name]['ack']> => {
  for (let attempt = 1; ; attempt += 1)
    try {
      return (await socket.request(event, data)) as ClientEvents[Name]['ack'];
    } catch (error) {
      const isPassing = error instanceof RealtimeError && error.code === 'request.rate_limited';
      if (!isPassing || attempt === TRIES) throw error;
      const seconds = Number(error.problem['retryAfterSeconds'] ?? 1);
      await wait((seconds + Math.random()) * 1000, socket.signal);
    }
};

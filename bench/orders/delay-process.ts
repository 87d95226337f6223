import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';

/**
 * A network between a server and its database: `delay-process.ts <host> <port> <milliseconds>`. What the server sends arrives
 * so much later; answers pass at once, so that a round trip takes the whole delay.
 */

const [host = '', port = '', delay = ''] = process.argv.slice(2);

const server = createServer({ noDelay: true }, client => {
  const database = connect({ host, port: Number(port), noDelay: true });
  client.on('data', bytes => setTimeout(() => database.write(bytes), Number(delay)));
  database.on('data', bytes => client.write(bytes));
  for (const [one, other] of [
    [client, database],
    [database, client],
  ] as const)
    one.on('error', () => undefined).on('close', () => other.destroy());
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.send?.((server.address() as AddressInfo).port);
process.once('disconnect', () => process.exit());

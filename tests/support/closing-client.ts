import { Realtime } from '../../client/realtime.ts';

/**
 * A process of its own with a client that its owner closes while it waits to connect again. It has nothing else to do, so it
 * ends when nothing of the client keeps it. Prints what it comes to.
 *
 * Usage: node closing-client.ts <url> <ticket>
 */
const [url = '', ...tickets] = process.argv.slice(2);
/** After which the wait is 4 s. */
const FAILURES = 3;

// The longest of each wait.
Math.random = () => 1;
const client = await Realtime.connect({
  url,
  ticket: () => {
    const ticket = tickets.pop();
    return ticket === undefined ? Promise.reject(new Error('unreachable')) : Promise.resolve(ticket);
  },
});
console.log('open');

let failures = 0;
client.on('connection.failed', () => {
  failures += 1;
  // Once the client waits.
  if (failures === FAILURES) setImmediate(close);
});

const close = () => {
  client.close();
  const closedAt = performance.now();
  process.on('exit', () => {
    console.log(`ended after ${Math.round(performance.now() - closedAt)} ms`);
  });
};

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../local/ports.ts';
import { giveTo, serverAccount } from '../../local/postgres-account.ts';
import { StartError } from '../../local/start-error.ts';
import { until } from './until.ts';

/** Ends PgBouncer, which is told by its process id, when standard input is closed: by stop() or by the end of this process. */
const GUARD = `"$@" < /dev/null & server=$!; read -r _; kill -s TERM "$server" 2> /dev/null; wait "$server"`;

export interface PgBouncer {
  /** Of the same database, through PgBouncer. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts PgBouncer in transaction mode before a database. Each transaction gets another of its connections in turn, so that
 * what one leaves in its session meets a stranger.
 *
 * @param connections that it keeps to the database at the most, whatever the number of its clients
 * @throws StartError when it is not installed, or with its own last words
 */
export const startPgBouncer = async (databaseUrl: string, connections: number): Promise<PgBouncer> => {
  const command = installed();
  const account = serverAccount();
  const folder = await mkdtemp(join(tmpdir(), 'strata-pgbouncer-'));
  const url = new URL(databaseUrl);
  const port = await freePort();
  const [configuration, users] = [join(folder, 'pgbouncer.ini'), join(folder, 'users')];
  await writeFile(configuration, configurationOf(url, { port, users, connections }), { mode: 0o600 });
  await writeFile(users, `"${url.username}" "${url.password}"\n`, { mode: 0o600 });
  giveTo(account, folder);
  const log = await open(join(folder, 'log'), 'w', 0o600);
  // PgBouncer refuses to run as root.
  const child = spawn('/bin/sh', ['-c', GUARD, 'sh', command, configuration], {
    ...account,
    cwd: '/',
    stdio: ['pipe', log.fd, log.fd],
  });
  const ended = once(child, 'exit');
  await log.close();
  const stop = async () => {
    child.stdin?.end();
    await ended;
    await rm(folder, { recursive: true });
  };
  try {
    await untilListening(port, join(folder, 'log'));
  } catch (error) {
    await stop();
    throw error;
  }
  url.port = String(port);
  return { url: url.href, stop };
};

const installed = (): string => {
  // Debian's folder for servers is in few users' PATH.
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin'];
  const command = folders.map(folder => join(folder, 'pgbouncer')).find(existsSync);
  if (command === undefined)
    throw new StartError('PgBouncer is not installed: apt-get install pgbouncer, or brew install pgbouncer.');
  return command;
};

const configurationOf = (
  { hostname, port: databasePort }: URL,
  { port, users, connections }: { port: number; users: string; connections: number },
): string => `[databases]
* = host=${hostname} port=${databasePort}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
pool_mode = transaction
default_pool_size = ${connections}
server_round_robin = 1
`;

const untilListening = (port: number, log: string): Promise<void> =>
  until(async () => {
    const fatal = /FATAL.*/.exec(await readFile(log, 'utf8'))?.[0];
    if (fatal !== undefined) throw new StartError(`PgBouncer does not start: ${fatal}`);
    return accepts(port);
  }, 'PgBouncer listens');

const accepts = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench } from '../frame/benchmark.ts';

/**
 * Starts redis-server on a free port of this machine alone, until the case is over.
 *
 * @param isDurable whether what it has answered is on the disk, as with Postgres; else it is for memory alone
 * @returns its port
 * @throws Error where it is not installed
 */
export const startRedis = async (bench: Bench, isDurable: boolean): Promise<number> => {
  const { stdout, error } = spawnSync('redis-server', ['--version'], { encoding: 'utf8' });
  const version = error === undefined ? /v=(\S+)/.exec(stdout)?.[1] : undefined;
  if (version === undefined)
    throw new Error('redis-server is not installed: on Debian, apt-get install redis-server');
  bench.uses('redis', version);
  const folder = await mkdtemp(join(tmpdir(), 'strata-redis-'));
  bench.defer(() => rm(folder, { recursive: true }));
  const port = await freePort();
  const settings = {
    port: String(port),
    bind: '127.0.0.1',
    dir: folder,
    save: '',
    appendonly: isDurable ? 'yes' : 'no',
    appendfsync: 'always',
  };
  const redis = spawn(
    'redis-server',
    Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(redis, 'exit');
  bench.defer(async () => {
    redis.kill();
    await ended;
  });
  for await (const text of redis.stdout.iterator({ destroyOnReturn: false }))
    if (String(text).includes('Ready to accept connections')) break;
  redis.stdout.resume();
  if (redis.exitCode !== null) throw new Error('redis-server has ended');
  return port;
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { openSocket } from '../../../client/socket.ts';
import { commandLineOf } from '../../../local/processes.ts';
import { ensureStack, type StackHandle } from '../../../local/stack.ts';
import { temporaryFolder } from './temporary-folder.ts';

// A whole stack starts in two seconds, unless the machine has much else to do.
jest.setTimeout(60_000);

const PORTS = ['HTTP', 'WEBSOCKET', 'LAMBDA', 'POSTGRES', 'SQS', 'SMTP', 'MAIL'];

describe('the whole stack', () => {
  let folder: string;
  let removeFolder: () => Promise<void>;
  let environment: Record<string, string>;
  const started: StackHandle[] = [];

  beforeEach(async () => {
    const temporary = await temporaryFolder();
    folder = temporary.path;
    removeFolder = () => temporary.remove();
    environment = {
      STRATA_LOCAL_DIR: folder,
      STRATA_EPHEMERAL: '1',
      ...Object.fromEntries(PORTS.map(name => [`STRATA_${name}_PORT`, '0'])),
    };
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map(({ stop }) => stop()));
    await removeFolder();
  });

  const start = async (): Promise<StackHandle> => {
    const handle = await ensureStack({ environment });
    started.push(handle);
    return handle;
  };

  it('is ready when it says so, is found by whoever asks, and leaves nothing behind', async () => {
    const { state, stop } = await start();
    expect((await fetch(`${state.httpUrl}/products`)).status).toBe(200);
    const client = new pg.Client({ connectionString: state.databaseUrl });
    await client.connect();
    expect((await client.query('select from migrations')).rowCount).toBeGreaterThan(0);
    await client.end();

    const again = await start();
    expect(again.state).toEqual(state);
    await again.stop();
    expect(commandLineOf(state.pid)).toBeDefined();

    await stop();
    expect(commandLineOf(state.pid)).toBeUndefined();
    expect(existsSync(join(folder, 'running.json'))).toBe(false);
    await expect(fetch(state.httpUrl)).rejects.toThrow('fetch failed');
    const { port } = new URL(state.databaseUrl);
    expect(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })).not.toContain(`port=${port}`);
  });

  it('tells its functions of the sockets that its end closes, before the database stops', async () => {
    const { state, stop } = await start();
    const post = async (path: string, body: object, token = ''): Promise<Record<string, string>> => {
      const response = await fetch(`${state.httpUrl}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
      });
      return ((await response.json()) as { data: Record<string, string> }).data;
    };
    const { accessToken } = await post('/sessions', {
      email: 'ada@strata.example',
      password: 'ada-demo-password',
    });
    const { ticket = '' } = await post('/realtime/tickets', {}, accessToken);
    await openSocket({
      url: state.websocketUrl,
      ticket,
      answerTimeoutMilliseconds: 10_000,
      onEvent: jest.fn(),
    });

    await stop();
    const log = await readFile(join(folder, 'offline.log'), 'utf8');
    expect(log).toMatch(/"event":"invocation.ended".*"route":"\$disconnect"/);
    expect(log).not.toMatch(/✖|"level":"error"|Unhandled|Error:/);
  });

  it('ends with 1 and one line when a part that was given does not answer', async () => {
    const failed = ensureStack({
      environment: { ...environment, DATABASE_URL: 'postgres://me:secret@127.0.0.1:1/db' },
    });
    await expect(failed).rejects.toThrow(
      'strata: DATABASE_URL (127.0.0.1:1/db) does not answer: connect ECONNREFUSED',
    );
    expect(existsSync(join(folder, 'stack.pid'))).toBe(false);
  });
});

import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { handler } from '../../../../../functions/http/system/ready.ts';
import { createHealthService } from '../../../../../lib/health/health.service.ts';
import { healthRepository } from '../../../../../lib/health/health.repository.ts';
import { createQueueProbe } from '../../../../../lib/platform/jobs/queue-probe.ts';
import { openDatabase } from '../../../../../lib/platform/db/pg-driver.ts';
import { recordLog, silentLog } from '../../../../support/fakes.ts';
import { useHttp } from '../../../../support/http.ts';
import { useDatabase } from '../../../../support/use-database.ts';
import { useQueues } from '../../../../support/use-queues.ts';

const database = useDatabase();
const { call } = useHttp(database);
useQueues();

/** A server that takes connections and says nothing. */
const sockets: Socket[] = [];
const mute = createServer(socket => sockets.push(socket));
const hangUp = () => {
  for (const socket of sockets) socket.destroy();
};
beforeAll(async () => {
  await new Promise<void>(resolve => mute.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await new Promise(resolve => mute.close(resolve));
});
const muteAddress = () => `127.0.0.1:${(mute.address() as AddressInfo).port}`;

const ok = { ok: true, milliseconds: expect.any(Number) };
const broken = { ok: false, milliseconds: expect.any(Number) };
const serviceOn = (url: string, log = silentLog) => {
  const db = openDatabase({ url, poolSize: 1, onIdleError: () => undefined });
  return {
    db,
    service: createHealthService({ db, health: healthRepository, queueProbe: createQueueProbe(), log }),
  };
};

describe('GET /health/ready', () => {
  it('answers 200, and how long each part took, when everything is there', async () => {
    expect(await call(handler)).toMatchObject({
      status: 200,
      body: {
        data: { status: 'ready', checks: { database: ok, migrations: { ok: true, pending: 0 }, queues: ok } },
      },
    });
  });

  it('answers 503 while a migration of this build is missing, and tells the log which', async () => {
    const [{ name, checksum } = {}] = await database.rows(
      'delete from migrations where name = (select max(name) from migrations) returning name, checksum',
    );
    expect(await call(handler)).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5', 'content-type': 'application/problem+json' },
      body: {
        code: 'health.not_ready',
        failed: ['migrations'],
        checks: { database: ok, migrations: { ok: false, pending: 1 }, queues: ok },
      },
    });
    const recorded = recordLog();
    const { db, service } = serviceOn(database.url, recorded.log);
    expect((await service.readiness()).isErr()).toBe(true);
    await db.close();
    expect(recorded.lines).toMatchObject([{ event: 'health.migrations_pending', pending: [name] }]);
    await database.rows('insert into migrations (name, checksum) values ($1, $2)', [name, checksum]);
  });

  it('is ready with migrations of a later build: they never take away what this one needs', async () => {
    await database.rows(`insert into migrations (name, checksum) values ('9999-later.sql', '')`);
    expect((await call(handler)).status).toBe(200);
    await database.rows(`delete from migrations where name = '9999-later.sql'`);
  });

  it('knows a database that was never migrated', async () => {
    await database.rows('alter table migrations rename to migrations_away');
    expect(await call(handler)).toMatchObject({ status: 503, body: { failed: ['migrations'] } });
    await database.rows('alter table migrations_away rename to migrations');
  });

  it('answers within seconds when the database does not, and says nothing of where it is', async () => {
    for (const address of ['127.0.0.1:1', muteAddress()]) {
      const recorded = recordLog();
      const { db, service } = serviceOn(`postgres://strata:very-secret@${address}/hidden`, recorded.log);
      const startedAt = performance.now();
      const error = (await service.readiness())._unsafeUnwrapErr();
      expect(performance.now() - startedAt).toBeLessThan(5_000);
      expect(error).toMatchObject({
        code: 'health.not_ready',
        failed: ['database', 'migrations'],
        checks: { database: broken, migrations: { ok: false, pending: null }, queues: ok },
      });
      expect(JSON.stringify(error)).not.toMatch(/very-secret|hidden|127[.]0[.]0[.]1/);
      expect(recorded.lines).toMatchObject([{ event: 'health.check_failed', part: 'database' }]);
      expect(recorded.text()).not.toContain('very-secret');
      hangUp();
      await db.close();
    }
  });

  it('answers within seconds when the queues do not, and says nothing of where they are', async () => {
    const { db } = serviceOn(database.url);
    const recorded = recordLog();
    const service = createHealthService({
      db,
      health: healthRepository,
      queueProbe: {
        reach: async signal =>
          new Promise((_, reject) => {
            signal.addEventListener('abort', () => {
              reject(new Error('https://sqs.us-east-1.amazonaws.com/123456789012/secret'));
            });
          }),
      },
      log: recorded.log,
    });
    const error = (await service.readiness())._unsafeUnwrapErr();
    expect(error).toMatchObject({ failed: ['queues'], checks: { database: ok, queues: broken } });
    expect(JSON.stringify(error)).not.toContain('amazonaws');
    await db.close();
  });
});

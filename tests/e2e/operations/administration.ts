import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { demoIds } from '../../../local/demo-data.ts';
import type { People } from '../../support/use-people.ts';

/** Health, jobs, queues and reports. */
export const administrationCalls = (people: People): void => {
  describe('health', () => {
    it('is told to anybody', async () => {
      expect((await people.nobody('GET', '/health')).data).toEqual({ status: 'ok' });
      const { data } = await people.nobody('GET', '/health/ready');
      expect(data).toMatchObject({ status: 'ready', checks: { migrations: { ok: true, pending: 0 } } });
    });
  });

  describe('jobs', () => {
    const jobForLater = async () => {
      const admin = await people.admin();
      const message = `Later ${randomUUID()}`;
      const body = { to: { userId: demoIds.customer }, type: 'news', message, delayMinutes: 60 };
      await admin('POST', '/notifications', { body });
      const query = { state: 'scheduled', payload: JSON.stringify({ message }) };
      const { data } = await admin('GET', '/jobs', { query });
      return data[0]?.id ?? 'none';
    };

    it('are found, looked into, cancelled and tried again, one by one and many at once', async () => {
      const admin = await people.admin();
      const [one, other] = [await jobForLater(), await jobForLater()];
      const params = { jobId: one };
      await admin('POST', '/jobs/{jobId}/cancel', { params });
      const { data: cancelled } = await admin('GET', '/jobs/{jobId}', { params });
      expect(cancelled).toMatchObject({ id: one, state: 'cancelled', attempts: [] });
      const { data: many } = await admin('POST', '/jobs/cancel', { body: { ids: [other] } });
      expect(many).toMatchObject({ cancelled: 1, complete: true });

      await admin('POST', '/jobs/{jobId}/retry', { params });
      const { data: retried } = await admin('POST', '/jobs/retry', { body: { ids: [other] } });
      expect(retried).toMatchObject({ complete: true });
    });

    it('wait in queues, which are paused, looked into and filled again from their dead letters', async () => {
      const admin = await people.admin();
      const params = { queue: 'low-priority' as const };
      await admin('POST', '/queues/{queue}/pause', { params });
      const { data: queues } = await admin('GET', '/queues');
      expect(queues.find(({ queue }) => queue === params.queue)?.pausedAt).toEqual(expect.any(String));
      const { data: resumed } = await admin('POST', '/queues/{queue}/resume', { params });
      expect(resumed).toMatchObject({ queue: params.queue, wasPaused: true });
      expect((await admin('GET', '/queues/{queue}/dead-letters', { params })).data).toEqual([]);
      const { data: redriven } = await admin('POST', '/queues/{queue}/redrive', { params, body: {} });
      expect(redriven).toEqual({ woken: 0, obsolete: 0, foreign: 0, complete: true });
    });
  });

  describe('reports', () => {
    it('are generated, read, opened from a mail, listed and deleted', async () => {
      const admin = await people.admin();
      const zone = { timeZone: 'America/New_York', dateStyle: 'short' } as const;
      const date = new Intl.DateTimeFormat('sv-SE', zone).format(new Date(Date.now() - 86_400_000));
      const params = { kind: 'daily' as const, date };
      await admin('POST', '/reports', { body: params });
      const mail = await people.mailTo('cleo@strata.example', /daily report/);
      const { data: report } = await admin('GET', '/reports/{kind}/{date}', { params });
      expect(report).toMatchObject({ ...params, final: true });

      const link = new URL(/https?:\S+\/page\S+/.exec(mail)?.[0] ?? '');
      const { expires = '', signature = '' } = Object.fromEntries(link.searchParams);
      const opened = await people.nobody('GET', '/reports/{kind}/{date}/page', {
        params,
        query: { expires: Number(expires), signature },
      });
      expect(opened.data).toEqual(report);

      const listed = async () => (await admin('GET', '/reports', { query: { kind: 'daily' } })).data;
      expect((await listed()).map(one => one.date)).toContain(date);
      await admin('DELETE', '/reports/{kind}/{date}', { params });
      expect((await listed()).map(one => one.date)).not.toContain(date);
    });
  });
};

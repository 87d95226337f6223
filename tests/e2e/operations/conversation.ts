import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { openSocket } from '../../../client/socket.ts';
import { until } from '../../support/until.ts';
import type { People } from '../../support/use-people.ts';
import type { TestStack } from '../../support/use-stack.ts';

/** Rooms, notifications and connections. */
export const conversationCalls = (people: People, stack: TestStack): void => {
  describe('rooms', () => {
    it('are made, joined, written to, read and left', async () => {
      const [ada, ben] = [await people.register('Ada'), await people.register('Ben')];
      const body = { name: `Kitchen ${randomUUID()}`, visibility: 'private' as const };
      const { data: room } = await ada.api('POST', '/rooms', { body });
      const params = { roomId: room.id };
      const seat = { params: { ...params, userId: ben.id } };
      await ada.api('PUT', '/rooms/{roomId}/members/{userId}', seat);
      const { data: members } = await ben.api('GET', '/rooms/{roomId}/members', { params });
      expect(members.map(({ userId, role }) => [userId, role]).sort()).toEqual(
        [
          [ada.id, 'owner'],
          [ben.id, 'member'],
        ].sort(),
      );

      const { data: sent } = await ada.api('POST', '/rooms/{roomId}/messages', {
        params,
        body: { content: 'Soup?', clientMessageId: randomUUID() },
      });
      const { data: rooms } = await ben.api('GET', '/rooms', { query: { mine: 'true' } });
      expect(rooms).toMatchObject([{ id: room.id, membership: { unread: 1 } }]);
      const { data: messages } = await ben.api('GET', '/rooms/{roomId}/messages', {
        params,
        query: { after: 0 },
      });
      expect(messages).toEqual([sent]);
      const { data: read } = await ben.api('PUT', '/rooms/{roomId}/read', {
        params,
        body: { seq: sent.seq },
      });
      expect(read).toEqual({ readSeq: sent.seq, lastSeq: sent.seq, unread: 0 });
      expect((await ben.api('GET', '/rooms/{roomId}', { params })).data.membership).toMatchObject({
        unread: 0,
      });

      await ben.api('DELETE', '/rooms/{roomId}/members/{userId}', seat);
      await expect(ben.api('GET', '/rooms/{roomId}', { params })).rejects.toMatchObject({
        code: 'room.not_found',
      });
    });
  });

  describe('notifications', () => {
    it('are sent, counted and read', async () => {
      const ben = await people.register('Ben');
      const admin = await people.admin();
      const body = { to: { userId: ben.id }, type: 'news', message: 'Closed on Monday' };
      await admin('POST', '/notifications', { body });
      await admin('POST', '/notifications', { body: { ...body, message: 'Open on Tuesday' } });
      const unread = async () => (await ben.api('GET', '/notifications/unread-count')).data.count;
      await until(async () => (await unread()) === 2, 'two notifications');
      const { data } = await ben.api('GET', '/notifications', { query: { unread: 'true' } });
      expect(data.map(({ message }) => message).sort()).toEqual(['Closed on Monday', 'Open on Tuesday']);

      const params = { notificationId: data[0]?.id ?? '' };
      await ben.api('PUT', '/notifications/{notificationId}/read', { params });
      expect(await unread()).toBe(1);
      await ben.api('POST', '/notifications/read-all');
      expect(await unread()).toBe(0);
    });

    it('are called off before they are sent', async () => {
      const admin = await people.admin();
      const body = { to: 'all' as const, type: 'news', message: `Sale ${randomUUID()}`, delayMinutes: 60 };
      const { data } = await admin('POST', '/notifications', { body });
      const payload = JSON.stringify({ message: body.message });
      const states = async () =>
        (await admin('GET', '/jobs', { query: { payload } })).data.map(({ state }) => state);
      expect(await states()).toEqual(['scheduled']);
      await admin('DELETE', '/notifications/scheduled/{notificationId}', {
        params: { notificationId: data.id },
      });
      expect(await states()).toEqual(['cancelled']);
    });
  });

  describe('connections', () => {
    it('are opened with a ticket, listed and ended', async () => {
      const ben = await people.register('Ben');
      const admin = await people.admin();
      const { data } = await ben.api('POST', '/realtime/tickets');
      const socket = await openSocket({
        url: stack.state.websocketUrl,
        ticket: data.ticket,
        answerTimeoutMilliseconds: 5_000,
        onEvent: () => undefined,
      });
      const open = async () =>
        (await admin('GET', '/realtime/connections', { query: { userId: ben.id } })).data;
      const [connection] = await open();
      expect(connection).toMatchObject({ userId: ben.id, userName: 'Ben', rooms: 0 });
      const params = { connectionId: connection?.id ?? '' };
      await admin('DELETE', '/realtime/connections/{connectionId}', { params });
      await until(() => socket.signal.aborted, 'the connection is closed');
      expect(await open()).toEqual([]);
    });
  });
};

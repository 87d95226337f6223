import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createContainer } from '../../../../lib/app/container.ts';
import type { Principal } from '../../../../lib/platform/auth/principal.ts';
import { historyModule, messagingModule } from '../../../../lib/rooms/rooms.module.ts';
import { messageRepository } from '../../../../lib/rooms/messages.repository.ts';
import type { HistoryQuery } from '../../../../lib/rooms/rooms.schema.ts';
import { createUser } from '../../../support/builders.ts';
import { testInvocation, testPlatform } from '../../../support/platform.ts';
import { plansOf } from '../../../support/plans.ts';
import { createRoomOf, fillRoom } from '../../../support/rooms.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();

const scope = () =>
  createContainer(testPlatform({ db: database.db }), historyModule, messagingModule).scope(testInvocation());

const upTo = (last: number, first = 1) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** Reads page by page from a start, `said` messages coming between two pages. @returns the numbers in the order read */
const readAll = async (
  who: Principal,
  roomId: string,
  start: Partial<HistoryQuery>,
  limit: number,
  said: number,
) => {
  const { messageReader, messageService } = scope();
  const pages: number[][] = [];
  let query: HistoryQuery = { limit, ...start };
  for (let left = said; ; left -= 1) {
    const page = (await messageReader.history(who, roomId, query))._unsafeUnwrap();
    pages.push(page.items.map(({ seq }) => seq));
    if (page.nextCursor === null) return pages;
    query = { limit, cursor: page.nextCursor };
    if (left > 0)
      expect((await messageService.send(who, { roomId, content: 'meanwhile' })).isOk()).toBe(true);
  }
};

describe('the history of a room', () => {
  it('read in either direction while others write, holds each message once', async () => {
    const ada = await createUser(database.db);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(25),
        fc.integer({ min: 1, max: 10 }),
        fc.nat(8),
        fc.nat(30),
        async (count, limit, said, from) => {
          const roomId = await createRoomOf(database.db, ada, 'private');
          await fillRoom(database.db, roomId, count);

          // Backwards: what there was at the start, the latest page first and each page oldest first.
          const backwards = await readAll(ada, roomId, {}, limit, said);
          expect(backwards.toReversed().flat()).toEqual(upTo(count));

          // Forwards: what there was, and what came meanwhile.
          const { lastSeq } = (await scope().messageService.markRead(ada, roomId, 0))._unsafeUnwrap();
          const start = Math.min(from, lastSeq);
          const forwards = await readAll(ada, roomId, { after: start }, limit, said);
          const last = (await scope().messageService.markRead(ada, roomId, 0))._unsafeUnwrap().lastSeq;
          expect(forwards.flat()).toEqual(upTo(last, start + 1));

          // By numbers alone, both ways from one of them: nothing twice, nothing missing.
          const before = await readAll(ada, roomId, { before: start + 1 }, limit, 0);
          const after = await readAll(ada, roomId, { after: start }, limit, 0);
          expect([...before.toReversed().flat(), ...after.flat()]).toEqual(upTo(last));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('is read from the primary key in both directions', async () => {
    const ada = await createUser(database.db);
    const roomId = await createRoomOf(database.db, ada, 'private');
    await fillRoom(database.db, roomId, 20_000);
    await database.rows('analyze messages');
    const plans = await plansOf(database.db, async db => {
      await messageRepository.after(db, roomId, 100, 21);
      await messageRepository.before(db, roomId, undefined, 21);
      await messageRepository.before(db, roomId, 100, 21);
    });
    for (const plan of plans) {
      expect(plan).toContain('"Index Name":"messages_pkey"');
      expect(plan).not.toMatch(/"Node Type":"(Sort|Seq Scan)"/);
    }
  });
});

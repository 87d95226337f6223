import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createContainer } from '../../../../lib/app/container.ts';
import type { Principal } from '../../../../lib/platform/auth/principal.ts';
import { messagingModule } from '../../../../lib/rooms/rooms.module.ts';
import { roomRepository } from '../../../../lib/rooms/rooms.repository.ts';
import { createUser } from '../../../support/builders.ts';
import { testInvocation, testPlatform } from '../../../support/platform.ts';
import { createRoomOf } from '../../../support/rooms.ts';
import { plansOf } from '../../../support/plans.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();

const service = () =>
  createContainer(testPlatform({ db: database.db }), messagingModule).scope(testInvocation()).messageService;
const membershipOf = async (roomId: string, { userId }: Principal) =>
  (await roomRepository.find(database.db, roomId, userId))?.membership;

/** What somebody does: send a message, or say that they have read up to a number. */
const act = fc.record({ by: fc.nat(2), read: fc.option(fc.nat(40)) });

describe('unread counts', () => {
  it('are what was said after the furthest mark, whatever happens at once', async () => {
    const people = [
      await createUser(database.db),
      await createUser(database.db),
      await createUser(database.db),
    ];
    const [owner, ...others] = people;
    if (owner === undefined) throw new Error('there is nobody');
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 30 }), async acts => {
        const roomId = await createRoomOf(database.db, owner, 'private', others);
        const marks = new Map<string, number>();
        const mark = (who: Principal, seq: number) => {
          marks.set(who.userId, Math.max(marks.get(who.userId) ?? 0, seq));
        };
        await Promise.all(
          acts.map(async ({ by, read }) => {
            const who = people[by] ?? owner;
            if (read === null) {
              const sent = await service().send(who, { roomId, content: 'Hello' });
              mark(who, sent._unsafeUnwrap().seq);
              return;
            }
            const { readSeq, lastSeq, unread } = (
              await service().markRead(who, roomId, read)
            )._unsafeUnwrap();
            expect(unread).toBe(lastSeq - readSeq);
            expect(unread).toBeGreaterThanOrEqual(0);
            mark(who, readSeq);
          }),
        );
        const said = acts.filter(({ read }) => read === null).length;
        for (const who of people) {
          const readSeq = marks.get(who.userId) ?? 0;
          expect(await membershipOf(roomId, who)).toMatchObject({ readSeq, unread: said - readSeq });
        }
      }),
      { numRuns: 25 },
    );
  });

  it('are read from two rows, however many messages there are', async () => {
    const [ada] = [await createUser(database.db)];
    const roomId = await createRoomOf(database.db, ada, 'private');
    const plans = await plansOf(database.db, db => roomRepository.find(db, roomId, ada.userId));
    expect(plans.join()).not.toMatch(/"Relation Name":"messages"/);
  });
});

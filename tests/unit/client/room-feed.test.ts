import { describe, expect, it } from '@jest/globals';
import { RoomFeed, type Missed } from '../../../client/room-feed.ts';
import { randomOf } from '../../support/random.ts';

interface Said {
  readonly seq: number;
}
const said = (count: number): readonly Said[] =>
  Array.from({ length: count }, (_, index) => ({ seq: index + 1 }));
const PAGE = 7;
const never = (): boolean => false;

/** A room of `count` messages that answers a page at a time, and what a feed of it has delivered. */
const feedOf = (
  count: number,
  { after = 0, fails = never }: { readonly after?: number; readonly fails?: () => boolean } = {},
) => {
  const delivered: number[] = [];
  let reads = 0;
  const read = async (position: number): Promise<Missed<Said>> => {
    reads += 1;
    await Promise.resolve();
    if (fails()) throw new Error('lost');
    const messages = said(count).slice(position, position + PAGE);
    return { lastSeq: count, messages, more: position + PAGE < count };
  };
  const feed = new RoomFeed<Said>({ after, read, deliver: ({ seq }) => delivered.push(seq) });
  return { feed, delivered, reads: () => reads };
};
const numbers = (from: number, to: number) =>
  said(to)
    .map(({ seq }) => seq)
    .slice(from - 1);

describe('the feed of a room', () => {
  it('delivers what comes in order at once, and reads nothing', () => {
    const { feed, delivered, reads } = feedOf(3);
    for (const message of said(3)) feed.take(message);
    expect(delivered).toEqual([1, 2, 3]);
    expect(reads()).toBe(0);
  });

  it('holds back what is ahead of a gap, and reads what is missing, page by page', async () => {
    const { feed, delivered } = feedOf(30, { after: 4 });
    feed.take({ seq: 30 });
    expect(delivered).toEqual([]);
    await feed.catchUp();
    expect(delivered).toEqual(numbers(5, 30));
    expect(feed.position).toBe(30);
  });

  it('delivers each message once, in order, whatever comes how often and in which order', async () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const random = randomOf(seed);
      const { feed, delivered } = feedOf(40, { fails: () => random.next() < 0.3 });
      for (const message of random.shuffled([...said(40), ...said(40)]))
        if (random.next() < 0.5) feed.take(message);
        else if (random.next() < 0.3) await feed.catchUp().catch(() => undefined);
      for (let tries = 0; feed.position < 40 && tries < 1_000; tries += 1) {
        feed.notice(40);
        await feed.catchUp().catch(() => undefined);
      }
      expect(delivered).toEqual(numbers(1, 40));
    }
  });

  it('asks no more when a page brings nothing new, though more was said to exist', async () => {
    const { feed, reads } = feedOf(0);
    feed.notice(5);
    await feed.catchUp();
    expect(reads()).toBe(1);
  });

  it('goes on from the end of a room that has not come as far as its reader, as after a restore', async () => {
    const { feed, delivered } = feedOf(3, { after: 9 });
    await feed.catchUp();
    expect(feed.position).toBe(3);
    feed.take({ seq: 4 });
    expect(delivered).toEqual([4]);
  });
});

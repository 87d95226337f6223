import * as z from 'zod';
import type { Executor } from '../../lib/platform/db/database.ts';
import type { PooledDatabase } from '../../lib/platform/db/driver.ts';
import { connectionRegistry } from '../../lib/platform/realtime/registry.ts';
import { createRoomEntry } from '../../lib/rooms/entry.service.ts';
import { messageRepository } from '../../lib/rooms/messages.repository.ts';
import { roomRepository } from '../../lib/rooms/rooms.repository.ts';
import { defineBenchmark, type Bench, type Case, type Contender } from '../frame/benchmark.ts';
import { openFilled } from '../frame/fill.ts';
import { repeated } from '../frame/repeated.ts';
import { idOf, messages } from '../growth/rows.ts';

const SIZES = [1_000, 100_000];
const LARGE_SIZE = 10_000_000;
const QUICK_SIZES = [1_000, 2_000];
const CALLS = 60;
const CONNECTION = 'bench';
/** As in the service: it reads one more, to know whether there are more. */
const PAGE = 500;

type Metrics = 'milliseconds' | 'blocks';

const idsRow = z.object({ roomId: z.guid(), userId: z.guid() });

/** Joins the room over a connection and reads what was missed, as a client does that was away. */
const joining = async (
  db: PooledDatabase,
  name: string,
  size: number,
  missed: number,
): Promise<Contender<Metrics>> => {
  const [row] = await db.query(
    `/* bench.ids */ select ${idOf('room', '0')} as "roomId", ${idOf('user', '0')} as "userId"`,
  );
  const { roomId, userId } = idsRow.parse(row);
  await connectionRegistry.add(db, { id: CONNECTION, userId, sessionId: userId });
  const subscribe = (executor: Executor) => connectionRegistry.subscribe(executor, CONNECTION, roomId);
  const unsubscribe = (executor: Executor) => connectionRegistry.unsubscribe(executor, CONNECTION, roomId);
  const quiet = () => Promise.resolve();
  const presence = { arrived: quiet, departed: quiet };
  const entry = createRoomEntry({ db, rooms: roomRepository, messages: messageRepository, presence });
  const visitor = { userId, connection: CONNECTION };
  const after = size - missed;

  return repeated(db, {
    name,
    size,
    calls: CALLS,
    tables: ['messages'],
    prepare: async () => {
      await unsubscribe(db);
      return async () => {
        const caller = { userId, sessionId: userId, role: 'user' } as const;
        const peer = { connection: CONNECTION, subscribe, unsubscribe };
        const joined = await entry.join(caller, { roomId, after }, peer);
        if (joined.isErr()) throw new Error('the room cannot be joined');
        const { lastSeq, messages: read, more } = joined.value;
        const isRight =
          lastSeq === size &&
          read.length > 0 &&
          read.every(({ seq }, index) => seq === after + 1 + index) &&
          more === read.length < missed;
        if (!isRight) throw new Error(`after ${after} of ${lastSeq} came ${read.length} messages`);
      };
    },
    statements: async executor => {
      await unsubscribe(db);
      await roomRepository.holdEntry(executor, roomId, visitor);
      await subscribe(executor);
      await roomRepository.enter(executor, roomId, visitor);
      await messageRepository.after(executor, roomId, after, PAGE + 1);
    },
  });
};

const sizesFor = ({ isQuick, isLarge }: Bench): readonly number[] => {
  if (isQuick) return QUICK_SIZES;
  return isLarge ? [...SIZES, LARGE_SIZE] : SIZES;
};

const caseOf = (name: string, missedOf: (size: number) => number): Case<Metrics> => ({
  name,
  baseline: 'room.join',
  sizes: 'messages of the room',
  targets: [
    { metric: 'milliseconds', contender: 'room.join', of: 'ratio', against: 'room.join', atMost: 1.5 },
    { metric: 'blocks', contender: 'room.join', of: 'ratio', against: 'room.join', atMost: 1.5 },
  ],
  async prepare(bench) {
    const contenders: Contender<Metrics>[] = [];
    for (const size of sizesFor(bench)) {
      bench.say(`a room of ${size.toLocaleString('en-US')} messages`);
      contenders.push(
        await joining(await openFilled(bench, messages(size)), 'room.join', size, missedOf(size)),
      );
    }
    return contenders;
  },
});

export const benchmark = defineBenchmark<Metrics>({
  title: 'joining a room again, after 20 missed messages and after half of them',
  method:
    'A connection joins one room with `after`, 60 times a round, and the figure is the usual time: access is checked, the subscription committed, ' +
    'and the first page of what was missed read; a page ends at 28 KB or 500 messages. Blocks are those that the statements have touched, as EXPLAIN counts them. After each call the messages ' +
    'must be those after the number that was given, without a gap, and from 100,000 messages on no plan may read all of them.',
  metrics: {
    milliseconds: { title: 'ms', better: 'lower', digits: 2 },
    blocks: { title: 'blocks', better: 'lower' },
  },
  cases: [caseOf('20 messages missed', () => 20), caseOf('half of the messages missed', size => size / 2)],
});

import { randomFillSync } from 'node:crypto';

const BYTES = 16;
/** Random bytes are drawn for this many ids at a time: one draw an id costs several times more. */
const IDS_PER_DRAW = 128;

const pool = Buffer.alloc(BYTES * IDS_PER_DRAW);
let drawn = pool.length;

/** Bits of the counter behind the timestamp (rand_a). */
const COUNTER_LIMIT = 0x1000;
/** A new millisecond starts below half of them, so that many more ids fit into it. */
const COUNTER_START = 0x7ff;
/** How far ids may run ahead of the clock, when one millisecond was not enough or the clock was set back a little. */
const AHEAD_MILLISECONDS = 100;

let last = { time: 0, counter: 0 };

/** The time and counter of the next id: after those of the last one, unless its time is long past and was asked for. */
const next = (now: number, random: number) => {
  const start = { time: now, counter: random & COUNTER_START };
  if (now > last.time) return (last = start);
  if (last.time - now > AHEAD_MILLISECONDS) return start;
  const { time, counter } = last;
  if (counter + 1 < COUNTER_LIMIT) return (last = { time, counter: counter + 1 });
  return (last = { time: time + 1, counter: random & COUNTER_START });
};

/**
 * A UUID of version 7 (RFC 9562, section 5.7): a millisecond timestamp, a counter and 62 random bits. Ids that a process makes one
 * after another sort one after another, also within a millisecond (section 6.2, method 1), and new rows go to the end of
 * their index.
 */
export const uuidv7 = (now: number = Date.now()): string => {
  if (drawn === pool.length) {
    randomFillSync(pool);
    drawn = 0;
  }
  const bytes = pool.subarray(drawn, drawn + BYTES);
  drawn += BYTES;
  const { time, counter } = next(now, bytes.readUInt16BE(6));
  bytes.writeUIntBE(time, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

/** The first UUID of version 7 of a millisecond: ids made earlier sort before it. @param time milliseconds since 1970 */
export const firstUuidv7At = (time: number): string => {
  const hex = Math.max(0, Math.trunc(time)).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
};

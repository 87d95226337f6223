import { randomFillSync } from 'node:crypto';

const BYTES = 16;
/** Random bytes are drawn for this many ids at a time: one draw an id costs several times more. */
const IDS_PER_DRAW = 128;

const pool = Buffer.alloc(BYTES * IDS_PER_DRAW);
let drawn = pool.length;

/**
 * A UUID of version 7 (RFC 9562, section 5.7): a millisecond timestamp and 74 random bits, so ids made later sort later
 * and new rows go to the end of their index.
 */
export const uuidv7 = (now: number = Date.now()): string => {
  if (drawn === pool.length) {
    randomFillSync(pool);
    drawn = 0;
  }
  const bytes = pool.subarray(drawn, drawn + BYTES);
  drawn += BYTES;
  bytes.writeUIntBE(now, 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

/** The first UUID of version 7 of a millisecond: ids made earlier sort before it. @param time milliseconds since 1970 */
export const firstUuidv7At = (time: number): string => {
  const hex = Math.max(0, Math.trunc(time)).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
};

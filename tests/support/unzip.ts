import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';

/** https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16. */
const END_OF_DIRECTORY = 0x06054b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
const LOCAL_HEADER_LENGTH = 30;
const DEFLATED = 8;

/** Unzips a small archive, as Lambda does with what is uploaded: the machine may have no `unzip`. */
export const unzip = (file: string, folder: string): void => {
  const bytes = readFileSync(file);
  let end = bytes.length - END_LENGTH;
  while (bytes.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1;
  const entries = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  for (let entry = 0; entry < entries; entry += 1) {
    const nameEnd = at + ENTRY_LENGTH + bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + ENTRY_LENGTH, nameEnd);
    if (!name.endsWith('/')) {
      const target = join(folder, name);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, contentOf(bytes, at));
    }
    at = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
};

/** @param entry where its entry of the directory begins */
const contentOf = (bytes: Buffer, entry: number): Buffer => {
  const header = bytes.readUInt32LE(entry + 42);
  const start =
    header + LOCAL_HEADER_LENGTH + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
  const stored = bytes.subarray(start, start + bytes.readUInt32LE(entry + 20));
  return bytes.readUInt16LE(entry + 10) === DEFLATED ? inflateRawSync(stored) : stored;
};

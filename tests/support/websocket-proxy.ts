import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** RFC 6455, section 1.3. */
const HANDSHAKE_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const BINARY = 0x82;
const CLOSE = 0x8;
const MASKED = 0x80;
/** Final, without a payload. */
const CLOSE_FRAME = Buffer.from([0x80 | CLOSE, 0]);

export interface WebSocketProxy {
  readonly port: number;
  stop(): Promise<void>;
}

/** Passes the bytes of each WebSocket on to a TCP server and back, as Neon's proxy does for its driver. */
export const startWebSocketProxy = async (target: {
  readonly host: string;
  readonly port: number;
}): Promise<WebSocketProxy> => {
  const open = new Set<Duplex>();
  const server = createServer();
  server.on('upgrade', (request, socket) => {
    const upstream = connect(target);
    open.add(socket).add(upstream);
    const key = createHash('sha1').update(`${request.headers['sec-websocket-key']}${HANDSHAKE_GUID}`);
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key.digest('base64')}\r\n\r\n`,
    );
    let received = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      received = takeFrames(received, {
        data: payload => upstream.write(payload),
        // RFC 6455, section 5.5.1: answered, and the connection ends.
        close: () => socket.end(CLOSE_FRAME),
      });
    });
    upstream.on('data', chunk => socket.write(frameOf(chunk)));
    for (const [one, other] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};

interface Receiver {
  readonly data: (payload: Buffer) => void;
  readonly close: () => void;
}

/** Hands on every whole frame. @returns the bytes of a frame that is not whole yet */
const takeFrames = (bytes: Buffer<ArrayBuffer>, { data, close }: Receiver): Buffer<ArrayBuffer> => {
  let rest = bytes;
  for (;;) {
    const frame = readFrame(rest);
    if (frame === undefined) return rest;
    if (frame.opcode === CLOSE) close();
    else data(frame.payload);
    rest = rest.subarray(frame.length);
  }
};

/** A client's frame (RFC 6455, section 5.2): always masked. */
const readFrame = (bytes: Buffer) => {
  if (bytes.length < 2) return undefined;
  const short = bytes.readUInt8(1) & ~MASKED;
  const header = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (bytes.length < header + 4) return undefined;
  const size =
    short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  const length = header + 4 + size;
  if (bytes.length < length) return undefined;
  const mask = bytes.subarray(header, header + 4);
  const payload = Buffer.from(bytes.subarray(header + 4, length));
  for (let index = 0; index < size; index += 1)
    payload[index] = (payload[index] ?? 0) ^ (mask[index % 4] ?? 0);
  return { opcode: bytes.readUInt8(0) & 0xf, payload, length };
};

const frameOf = (payload: Buffer): Buffer => {
  const header = Buffer.alloc(10);
  header.writeUInt8(BINARY, 0);
  header.writeUInt8(127, 1);
  header.writeBigUInt64BE(BigInt(payload.length), 2);
  return Buffer.concat([header, payload]);
};

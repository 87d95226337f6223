import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { choosePorts } from '../../../local/ports.ts';

const OTHERS = ['websocket', 'lambda', 'postgres', 'sqs', 'smtp', 'mail'] as const;

const ask = (port: number) =>
  choosePorts({ environment: { STRATA_HTTP_PORT: String(port) }, unused: OTHERS, say: () => undefined });

describe('a port', () => {
  it.each(['127.0.0.1', '0.0.0.0', '::1', '::'])(
    'is taken when a program listens to it on %s',
    async address => {
      const program = createServer().listen(0, address);
      await once(program, 'listening');
      const { port } = program.address() as AddressInfo;
      await expect(ask(port)).rejects.toThrow(`Port ${port}, asked for HTTP, is taken.`);
      program.close();
      await once(program, 'close');
      await expect(ask(port)).resolves.toEqual({ http: port });
    },
  );
});

import { readFileSync } from 'node:fs';
import { Parser } from '@asyncapi/parser';
import { beforeAll, describe, expect, it } from '@jest/globals';
import * as socketRoutes from '../../../../lib/app/socket-routes.ts';
import { createAsyncDocument } from '../../../../scripts/asyncapi/document.ts';

const events = Object.values(socketRoutes).map(({ definition }) => definition.event);
let document: Awaited<ReturnType<typeof createAsyncDocument>>;
beforeAll(async () => {
  document = await createAsyncDocument();
});

describe('the AsyncAPI document', () => {
  it('is valid', async () => {
    const { document: parsed, diagnostics } = await new Parser().parse(JSON.stringify(document));
    expect(diagnostics.filter(({ severity }) => [0, 1].includes(severity))).toEqual([]);
    expect(parsed?.version()).toBe('3.0.0');
  });

  it('is the one that is served: run `npm run asyncapi`', () => {
    const path = new URL('../../../../docs/api/asyncapi.json', import.meta.url);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(document);
  });

  it('describes every client event with its answer, and every event that the server sends', () => {
    const { operations } = document;
    const of = (prefix: string) =>
      Object.keys(operations)
        .filter(key => key.startsWith(prefix))
        .map(key => key.slice(prefix.length).replace('-', '.'));
    expect(of('receive-')).toEqual([...events].sort());
    expect(of('send-')).toEqual([
      'connection.expiring',
      'message.new',
      'message.read',
      'notification',
      'ops.changed',
      'order.updated',
      'presence.join',
      'presence.leave',
      'user.typing',
    ]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { banner } from '../../../local/banner.ts';
import type { RunningStack } from '../../../local/state.ts';

const stack: RunningStack = {
  pid: 1,
  functionPrefix: 'strata-dev',
  httpUrl: 'http://127.0.0.1:3000',
  websocketUrl: 'ws://127.0.0.1:3001',
  lambdaUrl: 'http://127.0.0.1:3002',
  databaseUrl: 'postgres://me:secret@db.example/strata',
  sqsEndpoint: 'http://127.0.0.1:9324',
  queueUrls: {},
  smtpUrl: 'smtp://127.0.0.1:1025',
  mailUrl: 'http://127.0.0.1:8025',
};
const ada = { name: 'Ada', email: 'ada@strata.example', password: 'ada-demo-password', role: 'user' };

describe('banner', () => {
  it('says where everything is, who can sign in and what to try', () => {
    const text = banner({ stack, database: 'postgres://here', accounts: [ada], seconds: 1.23 });
    for (const part of [
      'http://127.0.0.1:3000',
      'http://127.0.0.1:3000/docs',
      'ws://127.0.0.1:3001',
      'http://127.0.0.1:8025',
      'postgres://here',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toContain('ready after 1.2 s');
    expect(text).toMatch(/user +ada@strata.example +ada-demo-password/);
    expect(text).toContain(`-d '{"email":"ada@strata.example","password":"ada-demo-password"}'`);
  });

  it('shows of the database what it is told to, not the URL with its password', () => {
    expect(banner({ stack, database: 'DATABASE_URL (db.example)', accounts: [], seconds: 1 })).not.toContain(
      'secret',
    );
  });

  it('names no accounts that do not exist', () => {
    const text = banner({ stack, database: '', accounts: [], seconds: 1 });
    expect(text).not.toContain('Sign in as');
    expect(text).not.toContain('/sessions');
  });
});

import { describe, expect, it } from '@jest/globals';
import { choosePorts, type PortWishes } from '../../../local/ports.ts';

const choose = async (taken: readonly number[], wishes: Partial<PortWishes> = {}) => {
  const said: string[] = [];
  const ports = await choosePorts({
    environment: {},
    isFree: port => Promise.resolve(!taken.includes(port)),
    say: line => said.push(line),
    ...wishes,
  });
  return { ports, said };
};

const USUAL = {
  http: 3000,
  websocket: 3001,
  lambda: 3002,
  postgres: 5433,
  sqs: 9324,
  smtp: 1025,
  mail: 8025,
};

describe('choosePorts', () => {
  it('takes the usual ports and says nothing while they are free', async () => {
    expect(await choose([])).toEqual({ ports: USUAL, said: [] });
  });

  it('takes the next free port that no other service wants, and says so', async () => {
    const { ports, said } = await choose([3000, 3003]);
    expect(ports).toEqual({ ...USUAL, http: 3004 });
    expect(said).toEqual(['Port 3000 is taken; HTTP listens on 3004.']);
  });

  it('gives no port to two services', async () => {
    const { ports } = await choose([3000, 3001, 3002]);
    expect(ports).toMatchObject({ http: 3003, websocket: 3004, lambda: 3005 });
  });

  it('makes way for a port that was asked for another service', async () => {
    const { ports } = await choose([], { environment: { STRATA_MAIL_PORT: '3000' } });
    expect(ports).toMatchObject({ mail: 3000, http: 3003 });
  });

  it('hears the command line before the environment', async () => {
    const { ports } = await choose([], {
      environment: { STRATA_HTTP_PORT: '4000' },
      commandLine: { http: '5000' },
    });
    expect(ports.http).toBe(5000);
  });

  it('takes an empty variable for none', async () => {
    const { ports } = await choose([], { environment: { STRATA_HTTP_PORT: '' } });
    expect(ports.http).toBe(3000);
  });

  it('finds any free port for 0', async () => {
    const { ports, said } = await choose([3000], { environment: { STRATA_HTTP_PORT: '0' } });
    expect(ports.http).toBeGreaterThan(0);
    expect(said).toEqual([]);
  });

  it('refuses to leave a port that was asked for and is taken', async () => {
    const asked = choose([4000], { environment: { STRATA_HTTP_PORT: '4000' } });
    await expect(asked).rejects.toThrow('Port 4000, asked for HTTP, is taken.');
  });

  it.each(['http', '-1', '65536', '80.5'])('refuses "%s", which is no port', async wish => {
    await expect(choose([], { environment: { STRATA_SQS_PORT: wish } })).rejects.toThrow(
      `"${wish}", asked for SQS`,
    );
  });

  it('leaves out what is started elsewhere', async () => {
    const { ports, said } = await choose([5433], { unused: ['postgres'] });
    expect(ports).not.toHaveProperty('postgres');
    expect(said).toEqual([]);
  });
});

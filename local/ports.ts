import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { StartError } from './start-error.ts';

/** What listens, in the order in which it takes its port: its name for people, its usual port, its variable. */
const services = {
  http: { label: 'HTTP', usual: 3000, variable: 'STRATA_HTTP_PORT' },
  websocket: { label: 'WebSocket', usual: 3001, variable: 'STRATA_WEBSOCKET_PORT' },
  lambda: { label: 'Lambda', usual: 3002, variable: 'STRATA_LAMBDA_PORT' },
  postgres: { label: 'Postgres', usual: 5433, variable: 'STRATA_POSTGRES_PORT' },
  sqs: { label: 'SQS', usual: 9324, variable: 'STRATA_SQS_PORT' },
  smtp: { label: 'SMTP', usual: 1025, variable: 'STRATA_SMTP_PORT' },
  mail: { label: 'the mail page', usual: 8025, variable: 'STRATA_MAIL_PORT' },
} as const;

export type PortName = keyof typeof services;
export type Ports = Readonly<Record<PortName, number>>;

const HIGHEST_PORT = 65_535;

/** Outgoing connections begin at 32768 on Linux and at 49152 elsewhere. */
const LOWEST_ANY = 20_000;
const LOWEST_OUTGOING = 32_768;

/** A program on any of these stands in the way of ours on 127.0.0.1, or of a browser that asks for `localhost`. */
const ADDRESSES = ['127.0.0.1', '::1', '0.0.0.0', '::'];

export interface PortWishes {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What the command line asks for; it goes before the environment. */
  readonly commandLine?: Readonly<Partial<Record<PortName, string | number>>>;
  /** What is started elsewhere and takes no port. */
  readonly unused?: readonly PortName[];
  readonly isFree?: (port: number) => Promise<boolean>;
  /** Told in one line about each port that could not be the usual one. */
  readonly say: (line: string) => void;
}

/**
 * A port for everything that listens: the one asked for, else the usual one, else the next free one. 0 asks for any.
 *
 * @throws StartError when a port that was asked for is taken or is no port
 */
export const choosePorts = async (wishes: PortWishes): Promise<Ports> => {
  const isFree = wishes.isFree ?? isPortFree;
  const chosen = new Map<PortName, number>();
  const names = (Object.keys(services) as PortName[]).filter(name => !wishes.unused?.includes(name));
  const available = async (port: number): Promise<boolean> =>
    ![...chosen.values()].includes(port) && (await isFree(port));

  // Those asked for come first, so that no other service moves onto one of them.
  for (const name of names) {
    const wish = wishOf(name, wishes);
    if (wish === undefined) continue;
    if (wish > 0 && !(await available(wish))) {
      throw new StartError(`Port ${wish}, asked for ${services[name].label}, is taken.`);
    }
    chosen.set(name, wish > 0 ? wish : await anyPort(available));
  }
  for (const name of names) {
    if (chosen.has(name)) continue;
    const { label, usual } = services[name];
    const others = names.filter(other => other !== name).map(other => services[other].usual as number);
    const port = (await available(usual)) ? usual : await nextPort(usual, others, available);
    if (port !== usual) wishes.say(`Port ${usual} is taken; ${label} listens on ${port}.`);
    chosen.set(name, port);
  }
  return Object.fromEntries(names.map(name => [name, chosen.get(name)])) as Ports;
};

/**
 * A port that is free now. The system would hand out one of those that it also gives to outgoing connections, any of
 * which may take it before it is used; below them, only another program that looks for a port may.
 */
export const freePort = async (): Promise<number> => {
  const port = randomInt(LOWEST_ANY, LOWEST_OUTGOING);
  return (await isPortFree(port)) ? port : freePort();
};

/** Whether nothing listens on the port, on any address by which this machine calls itself. */
const isPortFree = async (port: number): Promise<boolean> => {
  for (const address of ADDRESSES) if (!(await canListen(port, address))) return false;
  return true;
};

const wishOf = (name: PortName, { commandLine, environment }: PortWishes): number | undefined => {
  const { label, variable } = services[name];
  const wish = commandLine?.[name] ?? environment[variable];
  if (wish === undefined || wish === '') return undefined;
  const port = Number(wish);
  if (!Number.isInteger(port) || port < 0 || port > HIGHEST_PORT) {
    throw new StartError(`"${wish}", asked for ${label}, is not a port.`);
  }
  return port;
};

const anyPort = async (available: (port: number) => Promise<boolean>): Promise<number> => {
  const port = await freePort();
  return (await available(port)) ? port : anyPort(available);
};

const nextPort = async (
  usual: number,
  avoid: readonly number[],
  available: (port: number) => Promise<boolean>,
): Promise<number> => {
  for (let port = usual + 1; port <= HIGHEST_PORT; port += 1) {
    if (!avoid.includes(port) && (await available(port))) return port;
  }
  throw new StartError(`No port above ${usual} is free.`);
};

const canListen = async (port: number, host: string): Promise<boolean> =>
  new Promise(resolve => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      // A machine without IPv6 has no ::1 for anybody to be on.
      resolve(error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT');
    });
    server.listen({ port, host, exclusive: true }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });

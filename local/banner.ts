import type { RunningStack } from './state.ts';

export interface DemoAccount {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly role: string;
}

export interface BannerFacts {
  readonly stack: RunningStack;
  /** Where the database is, as it may be shown. */
  readonly database: string;
  readonly accounts: readonly DemoAccount[];
  /** How long the start took. */
  readonly seconds: number;
}

/** What a newcomer reads once everything listens: where it is, who can sign in, what to try. */
export const banner = ({ stack, database, accounts, seconds }: BannerFacts): string => {
  const places = [
    ['HTTP', stack.httpUrl],
    ['Reference', `${stack.httpUrl}/docs`],
    ['WebSocket', stack.websocketUrl],
    ['Mail', stack.mailUrl ?? 'goes to SMTP_URL'],
    ['Database', database],
  ] as const;
  const width = Math.max(...accounts.map(({ email }) => email.length), 0);
  const lines = [
    '',
    `Strata is ready after ${seconds.toFixed(1)} s. Ctrl-C stops it.`,
    '',
    ...places.map(([name, place]) => `  ${name.padEnd(12)} ${place}`),
    '',
    ...(accounts.length === 0 ? [] : ['Sign in as']),
    ...accounts.map(
      ({ email, password, role }) => `  ${role.padEnd(12)} ${email.padEnd(width)}  ${password}`,
    ),
    ...(accounts.length === 0 ? [] : ['']),
    'Try',
    ...thingsToTry(stack, accounts).map(command => `  ${command}`),
    '',
  ];
  return lines.join('\n');
};

const thingsToTry = ({ httpUrl }: RunningStack, accounts: readonly DemoAccount[]): readonly string[] => {
  const account = accounts.find(({ role }) => role === 'user') ?? accounts[0];
  const credentials = account && JSON.stringify({ email: account.email, password: account.password });
  return [
    `curl ${httpUrl}/products`,
    ...(credentials === undefined
      ? []
      : [`curl ${httpUrl}/sessions -H 'content-type: application/json' -d '${credentials}'`]),
    'npm run demo',
  ];
};

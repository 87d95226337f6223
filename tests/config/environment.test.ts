import { describe, expect, it } from '@jest/globals';
import { environmentNames } from '../../lib/platform/config/environment.ts';
import { find, read } from '../support/deployment.ts';
import { parse } from 'yaml';
import * as z from 'zod';

const namesIn = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, name = '']) => name);

const serverlessFiles = find('serverless*.yml');
const yaml = [...serverlessFiles, ...find('functions/**/*.yml', 'config/**/*.yml')].map(read).join('\n');
const environments = z.record(z.string(), z.record(z.string(), z.unknown()));

/** What deployed functions can be given: each gets those that its code reads. */
const given = Object.values(
  environments.parse(parse(read('config/environment.yml'), { logLevel: 'error', merge: true })),
).flatMap(values => Object.keys(values));
/** What the templates take from the shell that deploys. */
const taken = namesIn(yaml, /\$\{env:([A-Z0-9_]+)/g);
/** What the tools of a laptop read. */
const readLocally = find('local/**/*.ts', 'scripts/**/*.ts', 'config/**/*.cjs').flatMap(file => [
  ...namesIn(read(file), /\b(?:env|environment)(?:\.|\[['"])([A-Z][A-Z0-9_]+)/g),
  ...namesIn(read(file), /'(STRATA_[A-Z_]+)'/g),
]);
/** A line of .env.example, commented out or not. */
const documented = namesIn(read('.env.example'), /^(?:# ?)?([A-Z][A-Z0-9_]+)=/gm);

/** Set by Lambda, the shell or a CI service: nobody's to configure. */
const FROM_THE_PLATFORM = /^(AWS_|NODE_|npm_|CI$|HOME$|PATH$|NO_COLOR$|FORCE_COLOR$)/;

describe('.env.example', () => {
  it('documents every variable that anything reads', () => {
    const used = new Set([...environmentNames(), ...given, ...taken, ...readLocally]);
    const missing = [...used].filter(name => !documented.includes(name) && !FROM_THE_PLATFORM.test(name));
    expect(missing).toEqual([]);
  });

  it('documents nothing that nobody reads', () => {
    const used = new Set([...environmentNames(), ...taken, ...readLocally]);
    expect(documented.filter(name => !used.has(name))).toEqual([]);
  });

  it('holds no secret', () => {
    const secrets = namesIn(read('.env.example'), /^((?:.*(?:KEY|SECRET|PASSWORD|TOKEN).*)=.{20,})$/gm);
    expect(secrets).toEqual([]);
  });
});

describe('a deployed function', () => {
  it('is given nothing that it cannot read', () => {
    expect(
      [...new Set(given)].filter(name => !environmentNames().includes(name) && !FROM_THE_PLATFORM.test(name)),
    ).toEqual([]);
  });

  it('can be given everything that the application reads, somewhere', () => {
    const localOnly = ['SQS_ENDPOINT', 'SMTP_URL'];
    expect(
      environmentNames().filter(
        name => !given.includes(name) && !localOnly.includes(name) && !FROM_THE_PLATFORM.test(name),
      ),
    ).toEqual([]);
  });
});

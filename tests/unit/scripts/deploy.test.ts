import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { refusals } from '../../../scripts/deployment/refusals.ts';

const root = resolve(import.meta.dirname, '../../..');
let folder: string;

/** A `serverless` that writes down how it was called, and fails where it is told to. */
const FAKE = `#!${process.execPath}
const { appendFileSync } = require('node:fs');
const line = process.argv.slice(2).join(' ');
appendFileSync(process.env.CALLS, line + '\\n');
const { AWS_CLIENT_TIMEOUT: wait, SLS_AWS_REQUEST_MAX_RETRIES: retries } = process.env;
if (wait) appendFileSync(process.env.CALLS + '-patience', [line.split(' ')[0], wait, retries].join(' '));
process.exitCode = process.env.FAIL_AT && line.startsWith(process.env.FAIL_AT) ? 3 : 0;
`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-deploy-'));
  writeFileSync(join(folder, 'serverless'), FAKE);
  chmodSync(join(folder, 'serverless'), 0o755);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const deploy = (args: readonly string[], environment: Readonly<Record<string, string>> = {}) => {
  const calls = join(folder, 'calls');
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/deploy.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: [folder, process.env['PATH']].join(delimiter), CALLS: calls, ...environment },
  });
  const lines = existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : [];
  return {
    status,
    stdout,
    stderr,
    patience: existsSync(`${calls}-patience`) ? readFileSync(`${calls}-patience`, 'utf8') : '',
    calls: lines.map(line => line.replace(/ --config serverless\.?(\w*)\.yml.*/, ' $1').trim()),
  };
};

const PACKAGED = ['package migrate', 'package', 'package api'];

describe('npm run deploy', () => {
  it('packages everything, migrates, and only then deploys what serves', () => {
    const { status, calls, stdout } = deploy(['--stage', 'dev']);
    expect(calls).toEqual([
      ...PACKAGED,
      'deploy migrate',
      'invoke migrate',
      'deploy',
      'deploy api',
      'info api',
    ]);
    expect(status).toBe(0);
    expect(stdout).toContain('[5/8] migrate the database');
  });

  it('waits as long as a migration may take, and asks for it once', () => {
    expect(deploy(['--stage', 'dev']).patience).toBe('invoke 910000 0');
  });

  it.each([
    ['package --config serverless.api.yml', PACKAGED, 'Nothing was deployed.'],
    ['deploy --config serverless.migrate.yml', [...PACKAGED, 'deploy migrate'], 'as they were'],
    ['invoke', [...PACKAGED, 'deploy migrate', 'invoke migrate'], 'was rolled back'],
    [
      'deploy --config serverless.yml',
      [...PACKAGED, 'deploy migrate', 'invoke migrate', 'deploy'],
      'on a migrated database',
    ],
    [
      'deploy --config serverless.api.yml',
      [...PACKAGED, 'deploy migrate', 'invoke migrate', 'deploy', 'deploy api'],
      'the base stack is new',
    ],
  ])(
    'stops when `serverless %s` fails, with its exit code, and says how things stand',
    (failing, calls, says) => {
      const result = deploy(['--stage', 'dev'], { FAIL_AT: failing });
      expect({ status: result.status, calls: result.calls }).toEqual({ status: 3, calls });
      expect(result.stderr).toContain(says);
      expect(result.stdout).not.toContain('is deployed');
    },
  );

  it('runs nothing with --dry-run, and prints every command', () => {
    const { status, calls, stdout } = deploy(['--stage', 'dev', '--region', 'eu-central-1', '--dry-run']);
    expect({ status, calls }).toEqual({ status: 0, calls: [] });
    expect(
      stdout.match(/^([A-Z_]+=\d+ )*npx serverless .* --stage dev --region eu-central-1$/gm),
    ).toHaveLength(8);
  });

  it('deploys what has not changed when told to, for a secret that has', () => {
    const { stdout } = deploy(['--stage', 'dev', '--force', '--dry-run']);
    expect(stdout.match(/^npx serverless deploy .* --force$/gm)).toHaveLength(3);
  });

  it.each([[[]], [['--stage', 'local']], [['--stage', 'toString']], [['--stage', 'dev', '--unknown']]])(
    'does nothing when asked with %j',
    args => {
      const { status, calls, stderr } = deploy(args);
      expect({ status, calls }).toEqual({ status: 1, calls: [] });
      expect(stderr).toContain('Usage: npm run deploy');
    },
  );

  it('does nothing for a stage that it refuses', () => {
    const { status, calls, stderr } = deploy(['--stage', 'prod'], { STRATA_DEMO_DATA: '1' });
    expect({ status, calls }).toEqual({ status: 1, calls: [] });
    expect(stderr).toContain('STRATA_DEMO_DATA');
  });
});

describe('a deployment is refused', () => {
  const settings = { payments: 'stripe', origins: ['https://shop.test'], apiUrl: 'https://api.shop.test' };
  const reasons = (changed: object, environment = {}, stage = 'prod') =>
    refusals({ stage, settings: { ...settings, ...changed }, environment });

  it('outside dev with sandbox payments, demo data or the addresses of the example', () => {
    expect(reasons({})).toEqual([]);
    expect(reasons({ payments: 'sandbox' })).toEqual([expect.stringContaining('takes no money')]);
    expect(reasons({}, { STRATA_DEMO_DATA: '1' })).toEqual([expect.stringContaining('demo')]);
    expect(reasons({ origins: ['https://strata.example'] })).toEqual([expect.stringContaining('origins')]);
    expect(reasons({ apiUrl: 'https://api.strata.example' })).toEqual([expect.stringContaining('API')]);
  });

  it('by what the shell sets in place of the settings', () => {
    expect(reasons({ apiUrl: 'https://api.strata.example' }, { API_URL: 'https://api.shop.test' })).toEqual(
      [],
    );
    expect(reasons({}, { PAYMENTS_PROVIDER: 'sandbox' })).toEqual([
      expect.stringContaining('takes no money'),
    ]);
  });

  it('never on dev, where nothing is real', () => {
    expect(
      reasons({ payments: 'sandbox', origins: ['https://strata.example'] }, { STRATA_DEMO_DATA: '1' }, 'dev'),
    ).toEqual([]);
  });
});

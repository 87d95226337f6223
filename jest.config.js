// @ts-check
/**
 * Four projects. `unit` (with the configuration tests) needs nothing but Node; `integration` and `e2e` share one
 * ephemeral Postgres, started once a run and only when one of their tests is to run; `deep` holds the long
 * property, chaos and race tests (`*.deep.test.ts`, beside the tests they deepen), which `npm run test:deep` runs
 * with more: see jest.deep.config.js.
 *
 * Modules are native ESM, so `node` needs --experimental-vm-modules: `npm run jest -- <path>` gives it, for anything the
 * other scripts do not say. Those end with --maxWorkers, which also keeps a path given to them from being read as one
 * more project; three workers fill two cores, the fewest we care about: many tests wait for what happens in a second or two.
 */

/** Types are erased as Node erases them; nothing is downlevelled, so a stack trace names the line that was written. */
/** @type {import('@swc/core').Options} */
const swc = {
  jsc: { parser: { syntax: 'typescript' }, target: 'es2024', transform: { verbatimModuleSyntax: true } },
  sourceMaps: 'inline',
};

/** @satisfies {import('jest').Config} */
const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '[.]ts$': ['@swc/jest', swc] },
  // An import names its file's extension, as in Node: resolution guesses nothing.
  moduleFileExtensions: ['js', 'ts', 'json', 'node'],
  modulePathIgnorePatterns: ['<rootDir>/[.](local|serverless|esbuild)/'],
};

/** @satisfies {import('jest').Config} */
const withPostgres = {
  ...shared,
  globalSetup: '<rootDir>/tests/support/global-setup.ts',
  globalTeardown: '<rootDir>/tests/support/global-teardown.ts',
};

const exceptDeep = ['/node_modules/', '[.]deep[.]test[.]ts$'];

/** @type {import('jest').Config} */
export default {
  // Only against what hangs: a busy machine takes its time.
  testTimeout: 60_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/tests/{unit,config}/**/*.test.ts'],
      testPathIgnorePatterns: exceptDeep,
    },
    {
      ...withPostgres,
      displayName: 'integration',
      testMatch: ['<rootDir>/tests/integration/**/*.test.ts'],
      testPathIgnorePatterns: exceptDeep,
    },
    {
      ...withPostgres,
      displayName: 'e2e',
      testMatch: ['<rootDir>/tests/e2e/**/*.test.ts'],
      testPathIgnorePatterns: exceptDeep,
    },
    { ...withPostgres, displayName: 'deep', testMatch: ['<rootDir>/tests/**/*.deep.test.ts'] },
  ],
};

// @ts-check
/**
 * Lint. Style belongs to Prettier and layers to dependency-cruiser; what is here finds bugs or keeps a habit
 * that the compiler cannot. A rule is relaxed for a whole kind of file below, with its reason, never inline.
 */
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { strata } from './config/eslint-rules.js';

/** The named import keeps every zod method in every bundle: 576 KB against 207 KB, measured. */
const zod = {
  selector:
    "ImportDeclaration[source.value='zod'] > :matches(ImportSpecifier[imported.name='z'], ImportDefaultSpecifier)",
  message: "Write `import * as z from 'zod'`: the named import does not tree-shake.",
};

/** awilix's main entry loads fast-glob for a feature we do not use: 94 KB and 19 ms against 9 KB and 1.5 ms. */
const awilix = {
  name: 'awilix',
  message: "Import from 'awilix/browser': a tenth of the size and of the start.",
};

/** `import { env } from 'node:process'` would go round the rule on `process.env`. */
const environment = {
  name: 'node:process',
  importNames: ['env'],
  message: 'Read configuration from lib/platform/config.',
};

const defaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: a default export is renamed at every import.',
};

/** A barrel loads a whole folder to reach one name: bundles grow, and cycles appear. */
const barrels = [
  { selector: 'ExportAllDeclaration', message: 'Import from the file that declares it: no barrels.' },
  {
    selector: 'ExportNamedDeclaration[source]',
    message: 'Import from the file that declares it: no barrels.',
  },
];

const everywhere = [zod, ...barrels];

/** Time and chance come from the container, so that a test decides them. */
const hiddenInputs = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Ask the clock: `clock.now()`.',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Ask the clock: `clock.now()`.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Take randomness as a dependency.',
  },
  {
    selector: "CallExpression[callee.name='randomUUID'], CallExpression[callee.property.name='randomUUID']",
    message: 'Ids are UUIDv7: take `ids` as a dependency.',
  },
];

/** A test that does not run is worse than none: it is counted on. */
const testsThatDoNotRun = [
  {
    selector:
      'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(only|skip|todo|failing)$/]',
    message: 'Every test runs: no .only, .skip, .todo, .failing.',
  },
  {
    selector: 'Identifier[name=/^(xit|fit|xtest|xdescribe|fdescribe)$/]',
    message: 'Every test runs: no focused or skipped tests.',
  },
];

const typescript = ['**/*.ts'];
const plainJavaScript = ['**/*.{js,cjs,mjs}'];
const tests = ['tests/**/*.ts'];

export default defineConfig(
  globalIgnores([
    '.local/',
    '.serverless/',
    '.esbuild/',
    'coverage/',
    'docs/',
    'client/schema.d.ts',
    'bench/results/',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Read configuration from lib/platform/config.' },
      ],
      'no-restricted-syntax': ['error', defaultExport, ...everywhere],
      'max-lines': ['error', 300],
    },
  },
  {
    files: typescript,
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { strata },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'strata/function-length': ['error', { max: 50 }],
      'strata/no-unused-result': 'error',
      // On Lambda a promise nobody awaits is frozen with the sandbox: `void` is no answer.
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: false }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-restricted-imports': ['error', { paths: [awilix, environment] }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { requireDefaultForNonUnion: true }],
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // It refuses `middy<unknown, void>()`, where void is the only right word.
      '@typescript-eslint/no-invalid-void-type': 'off',
      // Errors are unions, also while there is only one of them.
      '@typescript-eslint/consistent-type-definitions': 'off',
      // It proposes the `!` that no-non-null-assertion forbids.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
    },
  },
  {
    // `returning` yields a row by SQL's own promise, which the compiler cannot see.
    files: ['lib/**/*.repository.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['lib/**/*.ts'],
    ignores: ['lib/app/**', 'lib/platform/**'],
    rules: { 'no-restricted-syntax': ['error', defaultExport, ...everywhere, ...hiddenInputs] },
  },
  {
    files: [
      'lib/platform/config/**',
      'local/**',
      'scripts/**',
      'tests/**',
      'bench/**',
      'config/**',
      '*.config.js',
    ],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    // Programs for a terminal: printing is what they are for.
    files: ['lib/platform/log/**', 'local/**', 'scripts/**', 'bench/**', 'tests/support/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: tests,
    rules: {
      'no-restricted-syntax': ['error', defaultExport, ...everywhere, ...testsThatDoNotRun],
      // A describe block is a list of tests, not a function to keep in mind at once.
      'strata/function-length': 'off',
      // A fake keeps the asynchronous shape of what it stands for.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // Their packages are installed when a benchmark asks for them: until then nothing has a type.
    files: ['bench/*/rivals/**/*.ts'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { 'strata/no-unused-result': 'off' },
  },
  {
    // Files whose default export is asked for by the tool that loads them.
    files: [
      '*.config.js',
      'local/plugin.ts',
      'config/needs/plugin.ts',
      'tests/support/global-{setup,teardown}.ts',
    ],
    rules: { 'no-restricted-syntax': ['error', ...everywhere] },
  },
  {
    files: plainJavaScript,
    languageOptions: { globals: { process: 'readonly', console: 'readonly' } },
  },
  {
    // What a browser runs is no module.
    files: ['functions/http/docs/start.js'],
    languageOptions: {
      sourceType: 'script',
      globals: { SwaggerUIBundle: 'readonly', document: 'readonly', matchMedia: 'readonly' },
    },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { module: 'writable', require: 'readonly', __dirname: 'readonly' },
    },
  },
);

// @ts-check
/**
 * The layers (see CONTRIBUTING.md, "Layers"), as rules that fail the build. Type-only imports count everywhere: a type
 * drawn from the wrong layer ties the layers together as firmly as a value does.
 *
 * tests/config/layers.test.ts breaks each rule once, so that a rule which no longer bites is noticed.
 */

/** A domain is any folder of lib except the two that are not about the business. */
const DOMAIN = '^lib/(?!app/|platform/)([^/]+)/';
const OUTSIDE_LIB = '^(functions|local|scripts|tests|bench|client)/';
const DRIVERS = '^node_modules/(pg|@neondatabase/serverless)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Files that import each other cannot be understood, loaded or moved apart.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'The import leads nowhere. What benchmarks compare with is installed when one asks for it.',
      severity: 'error',
      from: { pathNot: '^bench/[^/]+/rivals/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'functions-stay-thin',
      comment:
        'A function parses, calls one service method and answers: lib/app, contracts and modules are all it needs.',
      severity: 'error',
      from: { path: '^functions/' },
      to: {
        path: '^lib/',
        pathNot: ['^lib/app/', `${DOMAIN}[^/]+[.](contracts|module)[.]ts$`, '[.]performers[.]ts$'],
      },
    },
    {
      name: 'performers-only-in-queues',
      comment:
        'What performs a job is loaded by the function of its queue alone; everyone else enqueues a declaration. Benchmarks measure it.',
      severity: 'error',
      from: { pathNot: ['^functions/queues/', '^(tests|bench)/', '[.]performers[.]ts$'] },
      to: { path: '[.]performers[.]ts$' },
    },
    {
      name: 'nothing-imports-functions',
      comment: 'A function is an end, not a library. Tests and benchmarks call it as Lambda does.',
      severity: 'error',
      from: { pathNot: '^(tests|bench)/' },
      to: { path: '^functions/' },
    },
    {
      name: 'domains-meet-at-services',
      comment: 'From another domain take its schema, errors, jobs and service; its tables are its own.',
      severity: 'error',
      from: { path: DOMAIN },
      to: {
        path: '^lib/',
        pathNot: [
          '^lib/platform/',
          '^lib/$1/',
          `${DOMAIN}[^/]+[.](schema|errors|jobs|service|contracts)[.]ts$`,
        ],
      },
    },
    {
      name: 'contracts-of-others-as-types',
      comment: "Another domain's contract is its public face: name its types, run none of its code.",
      severity: 'error',
      from: { path: DOMAIN },
      to: { path: '[.]contracts[.]ts$', pathNot: '^lib/$1/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'declarations-know-no-code',
      comment:
        'Schemas, errors, contracts, policies and jobs say what is; only services and performers do. Clients read them too.',
      severity: 'error',
      from: { path: '[.](schema|errors|contracts|policy|jobs)[.]ts$' },
      to: { path: '[.](service|repository|performers|module)[.]ts$' },
    },
    {
      name: 'repositories-know-no-rules',
      comment: 'A repository is SQL; the rules are above it.',
      severity: 'error',
      from: { path: '[.]repository[.]ts$' },
      to: { path: '[.](service|policy|performers|module)[.]ts$' },
    },
    {
      name: 'platform-knows-no-domain',
      comment: 'A mechanism that knows the business cannot be reused by it.',
      severity: 'error',
      from: { path: '^lib/platform/' },
      to: { path: '^lib/', pathNot: '^lib/platform/' },
    },
    {
      name: 'lib-stands-alone',
      comment: 'What runs on Lambda must not load what runs on a laptop.',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: OUTSIDE_LIB },
    },
    {
      name: 'nothing-imports-benchmarks',
      comment: 'Benchmarks measure the product; nothing of it rests on them, and the frame on none of them.',
      severity: 'error',
      from: { pathNot: '^(bench|tests)/' },
      to: { path: '^bench/' },
    },
    {
      name: 'rivals-stay-outside',
      comment:
        'A module of rivals needs packages that may not be there: a benchmark loads it by `bench.rival`.',
      severity: 'error',
      from: { pathNot: '^bench/[^/]+/rivals/' },
      to: { path: '^bench/[^/]+/rivals/' },
    },
    {
      name: 'client-knows-contracts-only',
      comment: 'The client runs in a browser: of the server it may know only what is public.',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^(lib|local|scripts|tests|bench)/', pathNot: '[.](contracts|schema|errors)[.]ts$' },
    },
    {
      name: 'client-stands-alone',
      comment: 'Of the server the client takes types, never code: what it needs when it runs is its own.',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^lib/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'drivers-behind-the-database',
      comment: 'Only lib/platform/db knows which driver speaks to Postgres; all else takes an Executor.',
      severity: 'error',
      from: { path: '^(lib|functions|client)/', pathNot: '^lib/platform/db/' },
      to: { path: DRIVERS },
    },
    {
      name: 'no-tools-in-production',
      comment: 'A development dependency is absent from the bundle. Its types may be used.',
      severity: 'error',
      from: { path: '^(lib|functions|client)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(docs|[.]local|[.]serverless|[.]esbuild)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'require', 'node', 'default'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};

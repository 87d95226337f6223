const { readdirSync } = require('node:fs');
const { join } = require('node:path');

const eager = require('./eager.cjs');
const leftOut = require('./left-out.cjs');

const migrations = readdirSync(join(__dirname, '../migrations'))
  .filter(name => name.endsWith('.sql'))
  .sort();

/** How functions are bundled: by config/packaging.cjs for their zips, and by whatever measures or reads bundles. */
module.exports = () => ({
  bundle: true,
  minify: true,
  // A CommonJS bundle loads quicker than an ES module, by 8 to 26 % (docs/performance.md).
  format: 'cjs',
  platform: 'node',
  target: 'node24',
  // The libraries that come as ES modules too: only what is used of those goes into a bundle.
  mainFields: ['module', 'main'],
  define: {
    // A bundle lies where its function lies: what it reads beside itself is found the same way as without bundling.
    'import.meta.dirname': '__dirname',
    // What the database must have for this build; see lib/platform/db/migration-names.ts.
    MIGRATION_NAMES: JSON.stringify(migrations.join()),
    // What exports spans is in bundles only where there is somewhere to export them to; see lib/platform/trace.
    EXPORTS_SPANS: JSON.stringify((process.env.OTEL_EXPORTER_OTLP_ENDPOINT ?? '') !== ''),
  },
  // Files that nothing is used of are left out too: package.json says that they have no side effects.
  plugins: [leftOut, eager],
  // DATABASE_DRIVER=neon bundles the Neon driver instead of pg.
  // Naming conditions drops esbuild's own `module`, which tree-shaking wants.
  ...(process.env.DATABASE_DRIVER === 'neon' && { conditions: ['neon', 'module'] }),
});

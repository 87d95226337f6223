/** How functions are bundled: serverless.yml, custom.esbuild. */
module.exports = {
  bundle: true,
  minify: true,
  // A CommonJS bundle starts quicker on Lambda than an ES module.
  format: 'cjs',
  platform: 'node',
  target: 'node24',
  sourcemap: false,
  // The AWS SDK goes into the bundle: the one in the runtime is older and slower to load.
  external: ['pg-native'],
  // DATABASE_DRIVER=neon bundles the Neon driver instead of pg.
  conditions: process.env.DATABASE_DRIVER === 'neon' ? ['neon'] : [],
};

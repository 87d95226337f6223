const bundling = require('./esbuild.cjs');
const sourceMaps = require('./source-maps.cjs');

/** How functions are bundled for their zips: as everywhere, with the source map kept beside. */
module.exports = () => {
  const options = bundling();
  return { ...options, plugins: [...options.plugins, sourceMaps] };
};

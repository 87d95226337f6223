/**
 * The plugins a command needs. `serverless offline` runs the TypeScript sources in one process, which is quicker to start
 * and takes a fifth of the memory that one bundle a function would; every other command bundles with esbuild, and gives each
 * function the environment and the role that its code needs.
 */
module.exports = process.argv.includes('offline')
  ? ['./local/plugin.ts', 'serverless-offline']
  : ['serverless-esbuild', './config/needs/plugin.ts'];

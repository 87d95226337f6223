/** Runs a server in a process of its own: `server-process.ts <module>`. The module's `start` gives its port. */

interface ServerModule {
  readonly start: () => Promise<number>;
}

const { start } = (await import(process.argv[2] ?? '')) as ServerModule;
process.send?.(await start());
// Whoever started it is gone, however it ended.
process.once('disconnect', () => process.exit());

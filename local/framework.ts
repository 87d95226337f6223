/**
 * What the plugin uses of osls and serverless-offline that they have no types for. Everything else is read through
 * service.ts.
 */
export interface Framework {
  readonly serviceDir: string;
  readonly service: {
    readonly provider: { environment?: Record<string, unknown>; region?: string };
    readonly functions: Record<string, { environment?: Record<string, unknown> }>;
    custom?: Record<string, unknown>;
  };
  readonly pluginManager: {
    getPlugins(): readonly object[];
    spawn(command: string): Promise<void>;
  };
}

/** The framework's logger of one level: a tree of namespaces in which each branch can be switched off. */
export interface FrameworkLog {
  readonly levelRoot: { get(namespace: string): { disable(): unknown } };
}

/** What the command line gives; only what concerns this plugin is named. */
export type CommandLine = Readonly<Record<string, string | number | boolean | undefined>>;

const PLUGIN = 'serverless-offline';

/** What serverless-offline is told. Whatever serverless.yml has under custom.serverless-offline goes before it. */
const usualOptions = {
  // A worker thread for each function took four times the memory, and a connection pool each.
  useInProcess: true,
  noPrependStageInUrl: true,
  noSponsor: true,
};

/** Where serverless-offline listens, decided by the plugin: it binds nothing but the loopback address. */
export interface OfflinePorts {
  readonly httpPort: number;
  readonly websocketPort: number;
  readonly lambdaPort: number;
}

/** Tells serverless-offline what it reads when it starts. */
export const configureOffline = (
  { service }: Framework,
  commandLine: CommandLine,
  ports: OfflinePorts,
): void => {
  const chosen = { host: '127.0.0.1', ...ports };
  service.custom = {
    ...service.custom,
    [PLUGIN]: { ...usualOptions, ...offlineOptions(service), ...chosen },
  };
  // The command line goes before all of it, and may have asked for port 0.
  Object.assign(commandLine, chosen);
};

/**
 * Switches off what serverless-offline says while all is well: a table of 80 routes, three lines for each request. Its
 * warnings and errors stay. `--verbose` leaves everything.
 *
 * @returns what ends the part that concerns its start
 */
export const quietOffline = (log: FrameworkLog): (() => void) => {
  if (process.argv.includes('--verbose')) return () => undefined;
  log.levelRoot.get(`serverless:plugin:${PLUGIN}`).disable();
  // The table of routes goes to the console, past the logger; nothing else is written while its servers start.
  const { log: original } = console;
  console.log = () => undefined;
  return () => {
    console.log = original;
  };
};

/** Stops the servers of serverless-offline without ending the process, which its own end would do. */
export const stopOffline = async ({ pluginManager }: Framework): Promise<void> => {
  await pluginManager.getPlugins().find(isServerlessOffline)?.end(true);
};

interface ServerlessOffline {
  end(skipExit: boolean): Promise<void>;
}

const isServerlessOffline = (plugin: object): plugin is ServerlessOffline =>
  plugin.constructor.name === 'ServerlessOffline' && 'end' in plugin;

const offlineOptions = (service: Framework['service']): object => {
  const options = service.custom?.[PLUGIN];
  return typeof options === 'object' && options !== null ? options : {};
};

import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from './ports.ts';
import { type Account, giveTo, serverAccount } from './postgres-account.ts';
import { canEnter, dataFolderOf, postgresBinaries } from './postgres-files.ts';
import { runTool, startServer, stopStaleServer } from './postgres-server.ts';
import { StartError } from './start-error.ts';

const MAJOR_VERSION = '18';
const USER = 'strata';

/** A laptop's database: small, without what only a replica or a data warehouse uses. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '64MB',
  max_connections: 100,
  jit: 'off',
  // The default starts three worker processes for reads that a laptop's page cache answers.
  io_method: 'sync',
  wal_level: 'minimal',
  max_wal_senders: 0,
  max_logical_replication_workers: 0,
  log_min_messages: 'warning',
  log_checkpoints: 'off',
};

/** Tests throw their data away: a crash may lose it, and more of them connect at once. */
const ephemeralSettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: 300,
};

export interface PostgresOptions {
  /** Where the data is kept, with its password and its log. Not used by an ephemeral server. */
  readonly folder?: string;
  /** A free one unless given. */
  readonly port?: number;
  /** A fast server for tests whose data is in a temporary folder and goes with it. */
  readonly ephemeral?: boolean;
  /** Server settings beside the usual ones, such as those of a production database for a benchmark. */
  readonly settings?: Readonly<Record<string, string | number>>;
}

export interface Postgres {
  readonly port: number;
  /** The connection string of one of its databases, as the superuser. */
  url(database: string): string;
  /** Creates a database unless it exists. */
  createDatabase(name: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a real Postgres on 127.0.0.1 from the binaries in node_modules; the first start creates its data. It ends with
 * this process, however this process ends.
 *
 * Its role has a random password that only this user can read, because other users of the machine reach the port too.
 * As root the server runs as another user (see postgres-account.ts).
 *
 * @throws StartError when there are no binaries for this machine, the port is taken, or the data is of another version
 */
export const startPostgres = async (options: PostgresOptions = {}): Promise<Postgres> => {
  const ephemeral = options.ephemeral ?? false;
  const account = serverAccount();
  const folder = ephemeral ? await temporaryFolder(account) : requiredFolder(options);
  const dataFolder = await dataFolderOf(folder, account);
  const owner = serverAccount(dataFolder);
  const binaries = await postgresBinaries(owner);
  const password = await passwordOf(folder);
  await stopStaleServer(dataFolder);
  await createData(binaries, dataFolder, password, owner);
  const port = options.port ?? (await freePort());
  const server = await startServer({
    command: join(binaries, 'bin/postgres'),
    dataFolder,
    settings: { ...settings, ...(ephemeral ? ephemeralSettings : {}), ...options.settings, port },
    logFile: join(folder, 'log'),
    account: owner,
    stopSignal: ephemeral ? 'QUIT' : 'INT',
    ...(ephemeral ? { removeAfter: folder } : {}),
  });
  const url = (database: string): string => `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;
  return {
    port,
    url,
    createDatabase: name => createDatabase(url('postgres'), name),
    async stop() {
      await server.stop();
      if (ephemeral) await rm(folder, { recursive: true, force: true });
    },
  };
};

const requiredFolder = ({ folder }: PostgresOptions): string => {
  if (folder === undefined)
    throw new TypeError('A Postgres that is not ephemeral needs a folder for its data');
  return folder;
};

const temporaryFolder = async (account: Account | undefined): Promise<string> => {
  const folder = await mkdtemp(join(canEnter(tmpdir(), account) ? tmpdir() : '/var/tmp', 'strata-postgres-'));
  // Its guard runs as that account too, and has to remove all of it when this process is gone.
  giveTo(account, folder);
  return folder;
};

const passwordOf = async (folder: string): Promise<string> => {
  const file = join(folder, 'password');
  if (!existsSync(file)) await writeFile(file, randomBytes(18).toString('hex'), { mode: 0o600 });
  return readFile(file, 'utf8');
};

const createData = async (
  binaries: string,
  dataFolder: string,
  password: string,
  account: Account | undefined,
): Promise<void> => {
  const versionFile = join(dataFolder, 'PG_VERSION');
  if (existsSync(versionFile)) {
    const version = (await readFile(versionFile, 'utf8')).trim();
    if (version === MAJOR_VERSION) return;
    throw new StartError(
      `${dataFolder} was made by Postgres ${version}, this is ${MAJOR_VERSION}: delete or move it.`,
    );
  }
  // Made elsewhere and renamed when whole: a start that was cut off leaves nothing that looks like a database.
  const unfinished = `${dataFolder}.new`;
  const passwordFile = `${dataFolder}.password`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  giveTo(account, unfinished);
  giveTo(account, passwordFile);
  const flags = [
    `--pgdata=${unfinished}`,
    `--username=${USER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    // The password is random: nobody guesses it, however quick a guess is. Each connection would wait for 4,096 rounds of it.
    '--set=scram_iterations=1',
    // Postgres' own UTF-8 locale is the same on every machine, whatever locales it has.
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    // Syncing thousands of new files takes longer than all else, and there is nothing in them to lose yet.
    '--no-sync',
  ];
  try {
    await runTool(join(binaries, 'bin/initdb'), flags, account);
    await rename(unfinished, dataFolder);
  } finally {
    await rm(passwordFile, { force: true });
  }
};

const createDatabase = async (administratorUrl: string, name: string): Promise<void> => {
  const client = new pg.Client({ connectionString: administratorUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
};

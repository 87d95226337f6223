import { expect, it } from '@jest/globals';
import * as z from 'zod';
import { read } from '../support/deployment.ts';

const names = z.record(z.string(), z.string()).default({});
const lockfile = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({ optionalDependencies: names, hasInstallScript: z.boolean().optional() }),
  ),
});
const manifest = z.object({ allowScripts: z.record(z.string(), z.boolean()) });

const { packages } = lockfile.parse(JSON.parse(read('package-lock.json')));

/** Node's own search: beside the dependant, then in each node_modules above it. */
const isLocked = (dependant: string, name: string): boolean => {
  const nested = dependant === '' ? `node_modules/${name}` : `${dependant}/node_modules/${name}`;
  if (nested in packages) return true;
  return (
    dependant !== '' &&
    isLocked(dependant.slice(0, Math.max(0, dependant.lastIndexOf('/node_modules/'))), name)
  );
};

it('the lock file holds the packages of every platform: where one is missing, `npm ci` refuses everywhere', () => {
  // npm leaves an optional package out without a word when the registry did not have it at the time.
  const missing = Object.entries(packages).flatMap(([dependant, { optionalDependencies }]) =>
    Object.keys(optionalDependencies).filter(name => !isLocked(dependant, name)),
  );
  expect(missing).toEqual([]);
});

it('every package with an install script is allowed or denied by name', () => {
  const { allowScripts } = manifest.parse(JSON.parse(read('package.json')));
  const scripted = Object.entries(packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
  expect([...new Set(scripted)].filter(name => !(name in allowScripts))).toEqual([]);
});

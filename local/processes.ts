import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MILLISECONDS = 20;

/**
 * The command line of a process, or undefined when there is none (a zombie counts as gone). A process id alone proves
 * nothing: ids are used again, soonest in a restarted container.
 */
export const commandLineOf = (pid: number): string | undefined => {
  if (existsSync('/proc/self/cmdline')) {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || undefined;
    } catch {
      return undefined;
    }
  }
  try {
    const output = execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return output.trim() || undefined;
  } catch {
    return undefined;
  }
};

/** Waits until a process has ended. @returns whether it has, within the time given */
export const hasEndedWithin = async (pid: number, milliseconds: number): Promise<boolean> => {
  const deadline = Date.now() + milliseconds;
  while (commandLineOf(pid) !== undefined) {
    if (Date.now() >= deadline) return false;
    await sleep(POLL_MILLISECONDS);
  }
  return true;
};

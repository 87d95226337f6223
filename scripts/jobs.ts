import { runJobs } from './jobs/command-line.ts';

/** `npm run jobs -- <command>`: what operators do with background jobs, from a terminal; `--help` lists the commands. */
process.exitCode = await runJobs(process.argv.slice(2), {
  print: text => {
    process.stdout.write(`${text}\n`);
  },
  say: text => {
    process.stderr.write(`${text}\n`);
  },
});

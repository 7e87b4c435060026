import { resolve } from 'node:path';
import { BUDGET_FLAGS, COMPILE_FLAGS, OUTPUT_FLAGS } from '../arguments/compile-flags';
import { parseArguments } from '../arguments/parse-arguments';
import { defineCommand } from '../command';
import { findJob } from '../job/find-job';
import { readCommand, wordsOf } from '../job/job-command';
import { compile, compileCommand } from './compile';

const FLAGS = { ...BUDGET_FLAGS, ...OUTPUT_FLAGS } as const;

export const resumeCommand = defineCommand({
  name: 'resume',
  summary: 'go on with a compilation that was ended, by whatever',
  operands: ['JOB'],
  flags: FLAGS,
  examples: ['resume runs/auto-20260101-120000', 'resume 3f2a9c01b7de --max-usd 5 --out compiled.json'],
  notes:
    'JOB is the job’s folder, or its id. Flags take the place of those it was begun with; what it spent counts.',
  async run({ values, operands }, surroundings) {
    const { directory } = await findJob(operands[0] as string, surroundings.cwd);
    const { cwd, words } = await readCommand(directory);
    const here = (path: string | undefined): string | undefined => path && resolve(surroundings.cwd, path);
    const own = wordsOf(FLAGS, { ...values, out: here(values.out), report: here(values.report) });
    const begun = parseArguments({ ...compileCommand, flags: COMPILE_FLAGS }, [
      ...words,
      ...own,
      `--directory=${directory}`,
    ]);
    return compile(begun.values, { ...surroundings, cwd });
  },
});

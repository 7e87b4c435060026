import type { Command } from './command';
import { cacheCommand } from './commands/cache';
import { compareCommand } from './commands/compare';
import { compileCommand } from './commands/compile';
import { evalCommand } from './commands/eval';
import { jobsCommand } from './commands/jobs';
import { newCommand } from './commands/new';
import { renderCommand } from './commands/render';
import { reportCommand } from './commands/report';
import { resumeCommand } from './commands/resume';
import { workerCommand } from './commands/worker';

/** All commands, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  evalCommand,
  compileCommand,
  resumeCommand,
  jobsCommand,
  reportCommand,
  compareCommand,
  renderCommand,
  cacheCommand,
  workerCommand,
  newCommand,
] as unknown as readonly Command[];

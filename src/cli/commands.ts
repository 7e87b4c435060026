import type { Command } from './command';
import { evalCommand } from './commands/eval';
import { renderCommand } from './commands/render';

/** All commands, in the order of the help. */
export const COMMANDS: readonly Command[] = [evalCommand, renderCommand] as unknown as readonly Command[];

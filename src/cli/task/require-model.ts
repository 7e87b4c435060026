import { currentLM } from '../../lm';
import type { Module } from '../../modules';
import { UsageError } from '../cli-errors';

/**
 * Refuses to begin where nothing says which model to ask. Within the task's settings.
 *
 * @throws {@link UsageError}.
 */
export function requireModel(program: Module): void {
  if (currentLM.get() !== undefined) return;
  if (program.namedPredictors({ frozen: true }).every(([, { lm }]) => lm !== undefined)) return;
  throw new UsageError({
    problem: 'No language model is named.',
    expected: '--lm PROVIDER/MODEL, `lm` in the config, or configure({ lm }) in the program’s module.',
    fix: 'add --lm openai/gpt-5-mini; or --lm embedded to work without a key.',
  });
}

import type { Flags } from '../command';
import { DATA_FLAGS, PROGRAM_FLAGS } from './common-flags';

/** The most to spend. */
export const BUDGET_FLAGS = {
  'max-usd': {
    kind: 'number',
    value: 'DOLLARS',
    least: 0,
    help: 'spend at most so much, where prices are known',
  },
  'max-tokens': { kind: 'count', value: 'N', help: 'read and write at most so many tokens' },
  'max-lm-calls': { kind: 'count', value: 'N', help: 'make at most so many calls of models' },
  'max-metric-calls': { kind: 'count', value: 'N', help: 'run the program on examples at most so often' },
  'max-minutes': {
    kind: 'number',
    value: 'MINUTES',
    least: 0,
    help: 'take at most so long, earlier runs of the job included',
  },
} as const satisfies Flags;

/** Where results go. */
export const OUTPUT_FLAGS = {
  out: {
    kind: 'text',
    value: 'FILE.json',
    help: 'save the compiled program there too (default: in the job’s folder only)',
  },
  report: { kind: 'text', value: 'FILE', help: 'write the report there: .html as a page, .json as data' },
  json: { kind: 'switch', help: 'print the report as JSON' },
  quiet: { kind: 'switch', help: 'show no progress' },
} as const satisfies Flags;

/** All that `dspex compile` takes. */
export const COMPILE_FLAGS = {
  ...PROGRAM_FLAGS,
  ...DATA_FLAGS,
  data: {
    kind: 'text',
    value: 'FILE',
    help: 'the rows to learn from, instead of all rows of the config (default: its trainset)',
  },
  valset: {
    kind: 'text',
    value: 'FILE',
    help: 'the rows to choose among candidates by (default: a part of the others)',
  },
  holdout: {
    kind: 'text',
    value: 'FILE',
    help: 'rows to compare the winner with the program on (default: the config’s devset, else what is left of the others)',
  },
  confirm: {
    kind: 'count',
    value: 'N',
    help: 'compare them on at most N such rows; 0 for not at all (default: 100)',
  },
  optimizer: {
    kind: 'text',
    value: 'NAME',
    help: 'such as auto, bootstrap-rs, mipro-v2, gepa (default: the config’s, else auto)',
  },
  auto: {
    kind: 'text',
    value: 'SIZE',
    choices: ['light', 'medium', 'heavy'],
    help: 'how much mipro-v2 and gepa try',
  },
  set: { kind: 'texts', value: 'NAME=VALUE', help: 'any other option of the optimizer, as often as needed' },
  'prompt-lm': {
    kind: 'text',
    value: 'PROVIDER/MODEL',
    help: 'the model that writes instructions (default: --lm)',
  },
  'teacher-lm': {
    kind: 'text',
    value: 'PROVIDER/MODEL',
    help: 'the model that makes demonstrations (default: --lm)',
  },
  seed: { kind: 'count', value: 'N', help: 'decides on everything random (default: 0)' },
  ...BUDGET_FLAGS,
  'stop-score': { kind: 'number', value: 'SCORE', help: 'stop when a candidate is as good' },
  patience: { kind: 'count', value: 'N', least: 1, help: 'stop after so many candidates that are no better' },
  directory: { kind: 'text', value: 'DIR', help: 'the job’s folder (default: a new one in runs/)' },
  fork: { kind: 'switch', help: 'begin a new job in the folder of another, with its evaluations' },
  ...OUTPUT_FLAGS,
} as const satisfies Flags;

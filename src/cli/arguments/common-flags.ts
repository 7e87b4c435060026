import type { Flags } from '../command';

/** What every command knows. */
export const COMMON_FLAGS = {
  help: { kind: 'switch', help: 'show this help' },
  debug: { kind: 'switch', help: 'show the stack of an error, and its causes' },
} as const satisfies Flags;

/** Which program, and what it asks. */
export const PROGRAM_FLAGS = {
  module: {
    kind: 'text',
    value: 'FILE[#EXPORT]',
    help: 'the module that exports the program, or a config (default: the config’s program)',
  },
  config: {
    kind: 'text',
    value: 'FILE',
    help: 'the config file (default: dspex.config.{ts,mts,js,mjs,cjs})',
  },
  load: { kind: 'text', value: 'FILE.json', help: 'a saved program to load into it' },
  lm: {
    kind: 'text',
    value: 'PROVIDER/MODEL',
    help: 'the model to ask where the program names none: openai/gpt-5-mini and the like, or embedded',
  },
  'base-url': { kind: 'text', value: 'URL', help: 'where a compatible server is; goes with --lm' },
  adapter: {
    kind: 'text',
    choices: ['chat', 'json', 'xml', 'baml'],
    value: 'NAME',
    help: 'the prompt format',
  },
  'no-cache': { kind: 'switch', help: 'neither read nor write the cache of replies' },
} as const satisfies Flags;

/** Which rows, and by which measure. */
export const DATA_FLAGS = {
  data: {
    kind: 'text',
    value: 'FILE',
    help: 'the rows: .jsonl, .json, .csv, .tsv, .parquet, or an address (default: the config’s devset)',
  },
  inputs: {
    kind: 'list',
    value: 'A,B',
    help: 'the fields that go in (default: the inputs of the program’s signature)',
  },
  limit: { kind: 'count', value: 'N', least: 1, help: 'the first N rows only' },
  metric: {
    kind: 'text',
    value: 'NAME:FIELD',
    help: 'exact-match:FIELD, token-f1:FIELD or passage-match:FIELD (default: the config’s)',
  },
  concurrency: { kind: 'count', value: 'N', least: 1, help: 'most rows in flight (default: 8)' },
} as const satisfies Flags;

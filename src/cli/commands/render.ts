import { textOf, type Message } from '../../messages';
import type { Module } from '../../modules';
import { untilAborted } from '../../resilience';
import { isPlainObject, messageOf, nearestOf } from '../../util';
import { PROGRAM_FLAGS } from '../arguments/common-flags';
import { UsageError } from '../cli-errors';
import { defineCommand } from '../command';
import type { Input, Surroundings } from '../surroundings';
import { readTask } from '../task/read-task';

export const renderCommand = defineCommand({
  name: 'render',
  summary: 'show the exact messages that a program sends for some inputs, without a call',
  flags: {
    ...PROGRAM_FLAGS,
    input: {
      kind: 'texts',
      value: 'NAME=TEXT',
      help: 'an input, as often as needed; NAME:=JSON for one that is no text (default: a JSON object on standard input)',
    },
    predictor: { kind: 'text', value: 'PATH', help: 'which predictor, of a program that has several' },
    json: { kind: 'switch', help: 'print the messages as JSON' },
  },
  examples: [
    'render --input ticket="I was charged twice"',
    `render --module program.ts --input 'scores:=[1, 2]' --json`,
    `render < inputs.json`,
  ],
  async run({ values }, surroundings) {
    const inputs = await readInputs(values.input, surroundings);
    const task = await readTask(values, surroundings);
    const program = await task.createProgram();
    const predictor = predictorOf(program, values.predictor);
    const prompt = await task.within(async () => predictor.render(inputs as never));
    const { messages } = prompt;
    surroundings.stdout.write(
      values.json ? `${JSON.stringify({ messages }, null, 2)}\n` : messages.map(shown).join('\n'),
    );
    return 0;
  },
});

async function readInputs(
  words: readonly string[] | undefined,
  { stdin, signal }: Surroundings,
): Promise<object> {
  if (words !== undefined) return Object.fromEntries(words.map(inputOf));
  if (stdin.isTTY === true) {
    throw new UsageError(
      { problem: 'No inputs are given.', expected: '--input NAME=TEXT, or a JSON object on standard input.' },
      'render',
    );
  }
  const text = await untilAborted(textOfInput(stdin), signal);
  const value = parsed(text, 'standard input');
  if (isPlainObject(value)) return value;
  throw new UsageError(
    {
      problem: 'Standard input holds no inputs.',
      found: Array.isArray(value) ? 'a list' : String(value),
      expected: 'a JSON object of inputs by name, or the flag --input NAME=TEXT.',
    },
    'render',
  );
}

async function textOfInput(stdin: Input): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of stdin)
    text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

function inputOf(word: string): [string, unknown] {
  const [, name, colon, text] = /^([^=:]+)(:?)=(.*)$/s.exec(word) ?? [];
  if (name === undefined || text === undefined) {
    throw new UsageError(
      { problem: `--input cannot be ${JSON.stringify(word)}.`, expected: 'NAME=TEXT, or NAME:=JSON.' },
      'render',
    );
  }
  return [name, colon === '' ? text : parsed(text, `--input ${name}`)];
}

function parsed(text: string, where: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UsageError(
      {
        problem: text.trim() === '' ? 'No inputs are given.' : `${where} is not JSON.`,
        found: text.trim() === '' ? `nothing on ${where}` : messageOf(error),
        expected: 'a JSON object of inputs by name, or the flag --input NAME=TEXT.',
      },
      'render',
    );
  }
}

function predictorOf(program: Module, path: string | undefined): Pick<Module, 'render'> {
  const predictors = program.namedPredictors({ frozen: true });
  const paths = predictors.map(([each]) => each);
  if (path === undefined) {
    if (predictors.length === 1) return program;
    throw new UsageError(
      {
        problem: `The program has ${predictors.length} predictors.`,
        found: paths.join(', ') || 'none',
        fix: paths.length === 0 ? 'name a program that asks a model.' : `name one: --predictor ${paths[0]}`,
      },
      'render',
    );
  }
  const found = predictors.find(([each]) => each === path);
  if (found !== undefined) return found[1] as unknown as Pick<Module, 'render'>;
  const nearest = nearestOf(path, paths);
  throw new UsageError(
    {
      problem: `The program has no predictor ${JSON.stringify(path)}.`,
      expected: `one of ${paths.join(', ')}.`,
      fix: nearest && `write --predictor ${nearest}`,
    },
    'render',
  );
}

function shown(message: Message): string {
  const { role, content } = message;
  const others = typeof content === 'string' ? [] : content.filter(({ type }) => type !== 'text');
  const notes = others.map(({ type }) => `(${type})\n`);
  return `[${role}]\n${textOf(message)}\n${notes.join('')}`;
}

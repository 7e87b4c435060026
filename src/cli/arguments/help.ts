import type { Command, Flags } from '../command';
import { COMMON_FLAGS } from './common-flags';

const WIDTH = 100;

/** The page of `dspex --help`. */
export function helpOfAll(commands: readonly Command[]): string {
  const lines = commands.map(({ name, summary }) => ['  ' + name, summary] as const);
  return [
    'dspex: program language models, measure them, compile them.',
    '',
    'Usage: dspex COMMAND [flags]',
    '',
    'Commands:',
    ...inColumns(lines),
    '',
    'dspex COMMAND --help tells of one; dspex --version says which release this is.',
    'Exit codes: 0 good, 1 failed, 2 wrong command line, 100 gate missed, 130 Ctrl-C.',
    '',
  ].join('\n');
}

/** The page of `dspex COMMAND --help`. */
export function helpOf({ name, summary, operands = [], flags, examples, notes }: Command): string {
  return [
    `dspex ${name}: ${summary}.`,
    '',
    `Usage: dspex ${[name, ...operands, '[flags]'].join(' ')}`,
    '',
    'Flags:',
    ...inColumns(linesOf({ ...flags, ...COMMON_FLAGS })),
    ...(notes === undefined ? [] : ['', notes]),
    '',
    'Examples:',
    ...examples.map((example) => `  dspex ${example}`),
    '',
  ].join('\n');
}

function linesOf(flags: Flags): (readonly [string, string])[] {
  return Object.entries(flags).map(([name, { kind, value, help, choices }]) => {
    const word = kind === 'switch' ? '' : ` ${value ?? name.toUpperCase()}`;
    const short = name === 'help' ? '-h, ' : '';
    return [
      `  ${short}--${name}${word}`,
      choices === undefined ? help : `${help}: ${choices.join(', ')}`,
    ] as const;
  });
}

/** Two columns; what does not fit goes on below itself. */
function inColumns(lines: readonly (readonly [string, string])[]): string[] {
  const left = lines.reduce((width, [word]) => Math.max(width, word.length), 0) + 2;
  return lines.flatMap(([word, text]) =>
    wrapped(text, WIDTH - left).map((line, index) => (index === 0 ? word : '').padEnd(left) + line),
  );
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const last = lines.length - 1;
    const line = lines[last] as string;
    if (line !== '' && line.length + 1 + word.length > width) lines.push(word);
    else lines[last] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}

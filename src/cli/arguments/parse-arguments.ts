import { parseArgs } from 'node:util';
import { nearestOf } from '../../util';
import { UsageError } from '../cli-errors';
import type { Command, Flag, Flags, Given } from '../command';
import { COMMON_FLAGS } from './common-flags';

interface OptionToken {
  readonly kind: 'option';
  readonly name: string;
  readonly rawName: string;
  readonly value?: string;
  readonly inlineValue?: boolean;
}

/**
 * Reads what was written after a command's name by the command's table.
 *
 * @throws {@link UsageError} for an unknown flag, a value that is missing or cannot be, an operand too few or too many.
 */
export function parseArguments<Table extends Flags>(
  command: Command<Table>,
  words: readonly string[],
): Given<Table> {
  const flags: Flags = { ...command.flags, ...COMMON_FLAGS };
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, { kind }]) => [
      name,
      { type: kind === 'switch' ? ('boolean' as const) : ('string' as const), multiple: true },
    ]),
  );
  const { tokens, positionals } = parseArgs({
    args: [...words],
    options: { ...options, help: { type: 'boolean', short: 'h', multiple: true } },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values: Record<string, unknown> = {};
  for (const [name, { kind }] of Object.entries(flags)) values[name] = kind === 'switch' ? false : undefined;
  for (const token of tokens) {
    if (token.kind === 'option') take(token as OptionToken, { values, flags, command: command.name });
  }
  if (values['help'] !== true) checkOperands(command, positionals);
  return { values: values as Given<Table>['values'], operands: positionals };
}

interface Reading {
  readonly values: Record<string, unknown>;
  readonly flags: Flags;
  readonly command: string;
}

function take(token: OptionToken, { values, flags, command }: Reading): void {
  const { name, rawName, value, inlineValue } = token;
  const flag = Object.hasOwn(flags, name) ? flags[name] : undefined;
  if (flag === undefined) throw unknownFlag(rawName, flags, command);
  if (flag.kind === 'switch') {
    if (value !== undefined) {
      throw new UsageError(
        { problem: `${rawName} takes no value.`, found: value, fix: `write ${rawName} alone.` },
        command,
      );
    }
    values[name] = true;
    return;
  }
  if (value === undefined || (inlineValue !== true && /^--?[a-z]/i.test(value))) {
    throw new UsageError(
      {
        problem: `${rawName} needs a value.`,
        found: value === undefined ? 'nothing after it' : value,
        expected: flag.choices === undefined ? flag.help : `one of ${flag.choices.join(', ')}.`,
        fix: `write ${rawName}=VALUE.`,
      },
      command,
    );
  }
  const read = readValue(value, { flag, rawName, command });
  const many = flag.kind === 'list' || flag.kind === 'texts';
  values[name] = many ? [...((values[name] as string[] | undefined) ?? []), ...(read as string[])] : read;
}

function readValue(
  text: string,
  { flag, rawName, command }: { readonly flag: Flag; readonly rawName: string; readonly command: string },
): unknown {
  const refuse = (expected: string, fix?: string): never => {
    throw new UsageError(
      { problem: `${rawName} cannot be ${JSON.stringify(text)}.`, expected, fix },
      command,
    );
  };
  const { kind, choices } = flag;
  if (choices !== undefined && !choices.includes(text)) {
    const nearest = nearestOf(text, choices);
    return refuse(`one of ${choices.join(', ')}.`, nearest && `write ${rawName} ${nearest}.`);
  }
  if (kind === 'list') {
    const items = text.split(',').map((item) => item.trim());
    return items.includes('') ? refuse('names with commas between them, such as a,b.') : items;
  }
  if (kind === 'texts') return [text];
  if (kind === 'text') return text === '' ? refuse('a text that is not empty.') : text;
  const least = flag.least ?? (kind === 'count' ? 0 : Number.NEGATIVE_INFINITY);
  const number = text.trim() === '' ? Number.NaN : Number(text);
  const fits = kind === 'count' ? Number.isSafeInteger(number) : Number.isFinite(number);
  if (fits && number >= least) return number;
  const what = kind === 'count' ? 'a whole number' : 'a number';
  return refuse(Number.isFinite(least) ? `${what}, at least ${least}.` : `${what}.`);
}

function unknownFlag(rawName: string, flags: Flags, command: string): UsageError {
  const nearest = nearestOf(rawName.replace(/^-+/, ''), Object.keys(flags));
  return new UsageError(
    {
      problem: `dspex ${command} does not know the flag ${rawName}.`,
      fix:
        nearest === undefined
          ? `see which there are: dspex ${command} --help`
          : `write --${nearest} instead of ${rawName}.`,
    },
    command,
  );
}

function checkOperands({ name, operands = [] }: Command<never> | Command, found: readonly string[]): void {
  const least = operands.filter((operand) => !operand.startsWith('[')).length;
  const isOpen = operands.at(-1)?.includes('…') === true;
  if (found.length >= least && (isOpen || found.length <= operands.length)) return;
  const missing = found.length < least;
  throw new UsageError(
    {
      problem: missing
        ? `dspex ${name} needs ${operands[found.length]}.`
        : `dspex ${name} does not know what to do with ${JSON.stringify(found[operands.length])}.`,
      expected: `dspex ${[name, ...operands].join(' ')} [flags]`,
      fix: `see dspex ${name} --help`,
    },
    name,
  );
}

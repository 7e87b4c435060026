import type { FieldType } from '../../types';
import type { Field } from '../field';
import { isIdentifier, reservationOf } from '../field-name';
import { readType, type TypeNames } from './parse-type';
import { signatureText } from './signature-syntax-error';
import type { Token } from './token';
import { TokenCursor } from './token-cursor';

/** What a signature string says about a field. */
export interface ParsedField {
  readonly name: string;
  readonly role: Field['role'];
  /** Absent when the string names none. */
  readonly type?: FieldType;
  readonly optional: boolean;
}

/**
 * The fields of `a, b: string[] -> c: number`, in order.
 *
 * @param names types it may use besides the built-in ones.
 * @throws {@link SignatureSyntaxError} pointing at the column.
 */
export function parseFields(text: string, names: TypeNames): readonly ParsedField[] {
  const cursor = new TokenCursor(signatureText(text));
  const seen = new Map<string, Token>();
  const inputs = readSide(cursor, names, { role: 'input', seen });
  cursor.expect('->', adviceForArrow(cursor));
  const outputs = readSide(cursor, names, { role: 'output', seen });
  if (cursor.next.kind !== 'end') cursor.fail(adviceForEnd(cursor));
  if (outputs.length === 0) {
    cursor.fail({
      expected: 'at least one output after "->".',
      fix: 'name what to produce, e.g. "question -> answer".',
    });
  }
  return [...inputs, ...outputs];
}

interface Side {
  readonly role: Field['role'];
  /** Every name so far, on either side. */
  readonly seen: Map<string, Token>;
}

function readSide(cursor: TokenCursor, names: TypeNames, side: Side): ParsedField[] {
  const fields: ParsedField[] = [];
  if (cursor.next.kind === 'end' || cursor.at('->')) return fields;
  do fields.push(readField(cursor, names, side));
  while (cursor.accept(','));
  return fields;
}

function readField(cursor: TokenCursor, names: TypeNames, side: Side): ParsedField {
  const name = readName(cursor, side);
  const optional = cursor.accept('?');
  if (!cursor.accept(':')) return { name, role: side.role, optional };
  return { name, role: side.role, optional, type: readType(cursor, names) };
}

function readName(cursor: TokenCursor, { role, seen }: Side): string {
  const token = cursor.next;
  const name = token.text;
  if (token.kind !== 'name') {
    cursor.fail({
      expected: seen.size === 0 ? 'the name of a field.' : 'the name of a field after the comma.',
      fix:
        token.kind === 'end' || cursor.at('->')
          ? 'remove the comma, or name another field.'
          : `remove ${name}.`,
    });
  }
  if (!isIdentifier(name)) {
    cursor.fail({
      expected: 'a name of letters, digits and underscores.',
      fix: `write "${name.replace(/[.$]+/g, '_')}".`,
    });
  }
  if (seen.has(name.normalize('NFC'))) {
    cursor.fail({
      expected: `a name other than "${name}", which is there already.`,
      fix: 'rename or remove one of them.',
    });
  }
  const reservation = reservationOf(name, role);
  if (reservation !== undefined) {
    cursor.fail({
      expected: `a name other than "${name}": ${reservation}.`,
      fix: `rename it, e.g. "${role}_${name.replace(/^_+|_+$/g, '')}".`,
    });
  }
  seen.set(name.normalize('NFC'), token);
  cursor.take();
  return name;
}

function adviceForArrow(cursor: TokenCursor): { expected: string; fix: string } {
  const { kind, text } = cursor.next;
  if (kind === 'end')
    return { expected: '"->" between inputs and outputs.', fix: 'add the outputs, e.g. "-> answer".' };
  if (text === '=')
    return {
      expected: 'no default values in a signature string.',
      fix: `use withUpdatedField(name, { default }).`,
    };
  return { expected: '"," and another input, or "->" and the outputs.', fix: `put a comma before ${text}.` };
}

function adviceForEnd(cursor: TokenCursor): { expected: string; fix: string } {
  const { text } = cursor.next;
  if (text === '->') return { expected: 'a single "->".', fix: 'chain two signatures in a module instead.' };
  if (text === '=')
    return {
      expected: 'no default values in a signature string.',
      fix: `use withUpdatedField(name, { default }).`,
    };
  return {
    expected: '"," and another output, or the end.',
    fix: `put a comma before ${text}, or remove it.`,
  };
}

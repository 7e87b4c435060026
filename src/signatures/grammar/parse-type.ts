import type { FieldType, Property } from '../../types';
import { excerpt, nearestOf } from '../../util';
import { reservationOf } from '../field-name';
import { genericTypes, type GenericType } from './generic-types';
import { namedLiterals, namedTypes, PYTHON_PREFIX } from './named-types';
import type { Mark, Token } from './token';
import { TokenCursor } from './token-cursor';
import { unionOf } from './union-of';

/** Types that a signature string may name besides the built-in ones. */
export type TypeNames = ReadonlyMap<string, FieldType>;

const NO_NAMES: TypeNames = new Map();

/**
 * The type that a text such as `string[]` or `dict[str, int]` describes.
 *
 * @param subject what errors call the text. @default Type "…"
 * @throws {@link SignatureSyntaxError} pointing at the column.
 */
export function parseType(text: string, subject = `Type "${excerpt(text, 80)}"`): FieldType {
  const cursor = new TokenCursor({ text, subject });
  const type = readType(cursor, NO_NAMES);
  if (cursor.next.kind !== 'end') {
    cursor.fail({ expected: 'the end of the type.', fix: `remove "${cursor.next.text}".` });
  }
  return type;
}

/** Reads a type: one or more alternatives with `|` between them. */
export function readType(cursor: TokenCursor, names: TypeNames): FieldType {
  return cursor.nested(() => {
    cursor.accept('|');
    const options = [readPostfix(cursor, names)];
    while (cursor.accept('|')) options.push(readPostfix(cursor, names));
    return unionOf(options);
  });
}

function readPostfix(cursor: TokenCursor, names: TypeNames): FieldType {
  let type = readPrimary(cursor, names);
  for (let depth = 0; cursor.accept('['); depth++) {
    cursor.expect(']', { expected: '"]" to make it a list.', fix: 'write e.g. string[].' });
    if (depth > 8)
      cursor.fail({ expected: 'at most 8 lists in each other.', fix: 'declare a class for the items.' });
    type = { kind: 'array', items: type };
  }
  return type;
}

function readPrimary(cursor: TokenCursor, names: TypeNames): FieldType {
  const token = cursor.next;
  if (token.kind === 'string' || token.kind === 'number') {
    cursor.take();
    return { kind: 'enum', choices: [{ value: token.value }] };
  }
  if (token.kind === 'name') return readNamed(cursor, names);
  if (cursor.accept('(')) {
    const type = readType(cursor, names);
    cursor.expect(')', { expected: '")" for the parenthesis that was opened.', fix: 'close it.' });
    return type;
  }
  if (cursor.accept('[')) return readTuple(cursor, names);
  if (cursor.accept('{')) return readObject(cursor, names);
  return cursor.fail({
    expected: 'a type, such as string, number[], "yes" | "no" or { sku: string }.',
    fix:
      token.kind === 'end'
        ? 'name the type, or remove the ":" to mean string.'
        : `put a type before "${token.text}".`,
  });
}

function readTuple(cursor: TokenCursor, names: TypeNames): FieldType {
  const { items, open } = readList(cursor, names, ']');
  if (open || items.length === 0) {
    cursor.fail({
      expected: 'one type for each item of the tuple.',
      fix: 'write e.g. [string, number], or string[].',
    });
  }
  return { kind: 'tuple', items };
}

function readNamed(cursor: TokenCursor, names: TypeNames): FieldType {
  const token = cursor.take();
  const name = token.text.replace(PYTHON_PREFIX, '');
  const close = opensParameters(cursor) ? readOpening(cursor) : undefined;
  if (close !== undefined) return readGeneric(cursor, names, { token, name, close });
  const literal = namedLiterals.get(name);
  if (literal !== undefined) return { kind: 'enum', choices: [{ value: literal }] };
  const type = names.get(token.text) ?? names.get(name) ?? namedTypes.get(name);
  if (type !== undefined) return type;
  const generic = genericTypes.get(name);
  if (generic !== undefined) {
    cursor.fail({ expected: `parameters, as in ${name}[...].`, fix: `say what ${name} holds.` });
  }
  return cursor.failUnknownType(
    token,
    nearestOf(name, [...names.keys(), ...namedTypes.keys(), ...genericTypes.keys()]),
  );
}

/** `name[` opens parameters unless `]` follows, which makes a list of `name`. */
function opensParameters(cursor: TokenCursor): boolean {
  return cursor.at('<') || (cursor.at('[') && !cursor.followedBy(']'));
}

function readOpening(cursor: TokenCursor): Mark {
  return cursor.take().text === '<' ? '>' : ']';
}

function readGeneric(
  cursor: TokenCursor,
  names: TypeNames,
  { token, name, close }: { readonly token: Token; readonly name: string; readonly close: Mark },
): FieldType {
  const generic = genericTypes.get(name);
  if (generic === undefined) {
    const known = namedTypes.has(name) || names.has(name);
    if (known) cursor.fail({ expected: `${name} without parameters.`, fix: `write ${name}.` }, token);
    cursor.failUnknownType(token, nearestOf(name, genericTypes.keys()));
  }
  const { items, open } = readList(cursor, names, close);
  const fits = items.length >= generic.min && items.length <= generic.max;
  const built = fits ? generic.build(items, open) : `${countOf(generic)} of ${name}, not ${items.length}.`;
  return typeof built === 'string'
    ? cursor.fail({ expected: built, fix: `correct the parameters of ${name}.` }, token)
    : built;
}

function countOf({ min, max }: GenericType): string {
  if (max === min) return max === 1 ? 'one parameter' : `${max} parameters`;
  return `at least ${min} parameter`;
}

/** Types with commas between them, up to the closing mark. `open` tells of Python's `...` at the end. */
function readList(
  cursor: TokenCursor,
  names: TypeNames,
  close: Mark,
): { readonly items: readonly FieldType[]; readonly open: boolean } {
  const items: FieldType[] = [];
  let open = false;
  while (!open && !cursor.at(close)) {
    if (items.length > 0 && cursor.accept('...')) open = true;
    else items.push(readType(cursor, names));
    if (!cursor.accept(',')) break;
  }
  cursor.expect(close, {
    expected: `"," and another type, or "${close}".`,
    fix: `close the list with "${close}".`,
  });
  return { items, open };
}

function readObject(cursor: TokenCursor, names: TypeNames): FieldType {
  const properties: Property[] = [];
  while (!cursor.at('}')) {
    properties.push(readProperty(cursor, names, properties));
    if (!cursor.accept(',') && !cursor.accept(';')) break;
  }
  cursor.expect('}', { expected: '"," and another property, or "}".', fix: 'close the object with "}".' });
  Object.freeze(properties);
  return { kind: 'object', name: 'object', properties: () => properties };
}

function readProperty(cursor: TokenCursor, names: TypeNames, before: readonly Property[]): Property {
  const token = cursor.next;
  if (token.kind !== 'name' && token.kind !== 'string') {
    cursor.fail({
      expected: 'the name of a property.',
      fix: 'write e.g. { sku: string, quantity?: integer }.',
    });
  }
  const name = token.kind === 'string' ? token.value : token.text;
  if (before.some((other) => other.name === name)) {
    cursor.fail({
      expected: `a property other than "${name}", which is there already.`,
      fix: 'rename or remove it.',
    });
  }
  if (reservationOf(name, 'input') !== undefined) {
    cursor.fail({ expected: `a name other than "${name}", which every object has.`, fix: 'rename it.' });
  }
  cursor.take();
  const optional = cursor.accept('?');
  cursor.expect(':', { expected: `":" and the type of "${name}".`, fix: `write e.g. ${name}: string.` });
  return { name, type: readType(cursor, names), optional, rules: [] };
}

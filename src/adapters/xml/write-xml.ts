import type { Field } from '../../signatures';
import { toJson, type FieldType } from '../../types';
import { writeField, writeJson } from '../write-field';
import { mustBeQuoted } from '../unquoted-text';
import { isCdata } from './cdata';
import type { Tags } from './tags';
import { ITEM, xmlShapeOf } from './xml-shape';

/** An output in its tag, on lines of its own. */
export function writeXmlField(field: Field, value: unknown, tags: Tags): string {
  const { name, type } = field;
  if (type.kind === 'custom' && type.type.toText !== undefined)
    return inTag(name, tags.neutralized(writeField(field, value)), '\n');
  return writeElement(name, { type, json: toJson(type, value, name), tags, space: '\n' });
}

interface Element {
  readonly type: FieldType;
  readonly json: unknown;
  readonly tags: Tags;
  /** What stands between a tag and its text. */
  readonly space: string;
}

function writeElement(name: string, { type, json, tags, space }: Element): string {
  const shape = xmlShapeOf(type);
  if (json === null && shape.isNullable) return `<${name}/>`;
  if (shape.kind === 'list' && Array.isArray(json)) {
    const items = json.map((item) => writeElement(ITEM, { type: shape.items, json: item, tags, space: '' }));
    return inTag(name, items.join('\n'), '\n');
  }
  if (shape.kind === 'members' && typeof json === 'object') {
    const members = json as Readonly<Record<string, unknown>>;
    const written = shape.properties
      .filter((property) => members[property.name] !== undefined)
      .map((property) =>
        writeElement(property.name, { type: property.type, json: members[property.name], tags, space: '' }),
      );
    return inTag(name, written.join('\n'), '\n');
  }
  return inTag(name, json === '' ? '' : tags.neutralized(textElement(type, json)), space);
}

function textElement(type: FieldType, json: unknown): string {
  const isOdd = type.kind === 'string' && typeof json === 'string' && mustBeQuoted(json, isCdata);
  return isOdd ? JSON.stringify(json) : writeJson(type, json);
}

/** Nothing stands between the tags of what is empty: that is the empty text, the empty list. */
function inTag(name: string, text: string, space: string): string {
  if (text === '') return `<${name}></${name}>`;
  const gap = space === '' && text.includes('\n') ? '\n' : space;
  return `<${name}>${gap}${text}${gap}</${name}>`;
}

/** The form of an output for the model, with a slot in the place of each value. */
export function xmlForm(name: string, type: FieldType, open: ReadonlySet<FieldType> = new Set()): string {
  const shape = xmlShapeOf(type);
  if (open.has(type) || shape.kind === 'text')
    return open.size === 0 ? inTag(name, `{${name}}`, '\n') : inTag(name, '…', '');
  const inner = new Set([...open, type]);
  const lines =
    shape.kind === 'list'
      ? [xmlForm(ITEM, shape.items, inner), '…']
      : shape.properties.map((property) => xmlForm(property.name, property.type, inner));
  return inTag(name, lines.join('\n'), '\n');
}

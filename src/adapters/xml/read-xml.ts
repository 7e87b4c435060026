import { repairOf } from '../../primitives';
import type { Field } from '../../signatures';
import { acceptsNull, type FieldType, type Property } from '../../types';
import { ParseValueError } from '../parsing/parse-value';
import type { Repair } from '../parsing/repair';
import { issueOf, readField, readJson, reviveField, type FieldRead } from '../read-field';
import { unquotedText } from '../unquoted-text';
import { CDATA, isCdata } from './cdata';
import { childSections, type Section } from './find-sections';
import { tagsOf, type Tags } from './tags';
import { ITEM, xmlShapeOf, type XmlShape } from './xml-shape';

/** Deeper than any value somebody means; what lies below is read as text. */
const MAX_DEPTH = 64;

/** The value of an output in its section, or why there is none. */
export function readXmlField(field: Field, section: Section, tags: Tags): FieldRead {
  const { name, type } = field;
  const repairs: Repair[] = section.isClosed ? [] : [repairOf('truncated', 'value')];
  if (type.kind === 'custom' && type.type.fromText !== undefined)
    return readField(field, tags.restored(section.inner).trim());
  try {
    const json = readElement(type, section, { path: 'value', tags, repairs, depth: 0 });
    return { value: reviveField(field, json), repairs: repairs.map((repair) => placed(name, repair)) };
  } catch (error) {
    return { issue: issueOf(name, error) };
  }
}

interface Place {
  readonly path: string;
  readonly tags: Tags;
  readonly repairs: Repair[];
  readonly depth: number;
}

function readElement(type: FieldType, section: Section, place: Place): unknown {
  const shape = xmlShapeOf(type);
  if (section.isEmptyTag && shape.isNullable) return null;
  const inner = section.inner.trim();
  if (shape.kind === 'list' && inner === '') return [];
  if (shape.kind === 'text' || place.depth >= MAX_DEPTH) return readTextElement(type, inner, place);
  const children = childSections(inner, childTagsOf(shape));
  if (children.length === 0 && inner !== '') return readTextElement(type, inner, place);
  return shape.kind === 'list'
    ? children.map((child, index) => readElement(shape.items, child, deeper(place, `[${index}]`)))
    : readMembers(shape.properties, children, place);
}

const deeper = (place: Place, suffix: string): Place => ({
  ...place,
  path: `${place.path}${suffix}`,
  depth: place.depth + 1,
});

function readMembers(properties: readonly Property[], children: readonly Section[], place: Place): unknown {
  const members: Record<string, unknown> = {};
  for (const property of properties) {
    const own = children.filter(({ name }) => name === property.name);
    const [first] = own;
    if (first === undefined) continue;
    const within = deeper(place, `.${property.name}`);
    // A list may also be written as its tag repeated.
    const json =
      own.length > 1 && xmlShapeOf(property.type).kind === 'list'
        ? own.map((section) => readElement(itemsOf(property.type), section, within))
        : readElement(property.type, first, within);
    if (json !== null || acceptsNull(property.type) || !property.optional) members[property.name] = json;
  }
  return members;
}

function itemsOf(type: FieldType): FieldType {
  const shape = xmlShapeOf(type);
  return shape.kind === 'list' ? shape.items : type;
}

/** Text as it stands, or what it says where the type is no text. */
function readTextElement(type: FieldType, inner: string, { path, tags, repairs }: Place): unknown {
  if (type.kind === 'string') {
    const text = tags.restored(isCdata(inner) ? inner.slice(CDATA.length, -3) : inner);
    return unquotedText(text, isCdata) ?? text;
  }
  const text = tags.restored(inner);
  if (text === '' && takesText(type)) return '';
  try {
    const read = readJson(type, text);
    repairs.push(...read.repairs.map((repair) => placed(path, repair)));
    return read.value;
  } catch (error) {
    if (!(error instanceof ParseValueError)) throw error;
    throw new ParseValueError(placed(path, error.issue), text);
  }
}

/** Whether text of nothing is a value: it is where null has a tag of its own. */
function takesText(type: FieldType): boolean {
  return type.kind === 'union' && type.options.some(({ kind }) => kind === 'string');
}

function placed<Item extends { readonly path: string }>(path: string, item: Item): Item {
  return { ...item, path: item.path.replace(/^value/, () => path) };
}

const childTags = new WeakMap<XmlShape, Tags>();

function childTagsOf(shape: Exclude<XmlShape, { kind: 'text' }>): Tags {
  let tags = childTags.get(shape);
  if (tags === undefined) {
    tags = tagsOf(shape.kind === 'list' ? [ITEM] : shape.properties.map(({ name }) => name));
    childTags.set(shape, tags);
  }
  return tags;
}

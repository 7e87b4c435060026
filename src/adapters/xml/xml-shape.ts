import { acceptsNull, type FieldType, type Property } from '../../types';

/** Names that can be tags. */
const TAG = /^[A-Za-z_][\w.-]*$/;

/** The tag of an item of a list. */
export const ITEM = 'item';

/** How a value stands in its tag: as text, as a list of items, or as members in tags of their own. */
export type XmlShape =
  | { readonly kind: 'text'; readonly isNullable: boolean }
  | { readonly kind: 'list'; readonly isNullable: boolean; readonly items: FieldType }
  | { readonly kind: 'members'; readonly isNullable: boolean; readonly properties: readonly Property[] };

const shapes = new WeakMap<FieldType, XmlShape>();

/**
 * How a value of the type is written. What tags cannot say without doubt (maps, unions, tuples, free JSON, names that are no
 * tags) is JSON as text.
 */
export function xmlShapeOf(type: FieldType): XmlShape {
  let shape = shapes.get(type);
  if (shape === undefined) shapes.set(type, (shape = findShape(type)));
  return shape;
}

function findShape(type: FieldType): XmlShape {
  const isNullable = acceptsNull(type);
  const [only, another] = type.kind === 'union' ? type.options.filter(({ kind }) => kind !== 'null') : [type];
  if (only === undefined || another !== undefined) return { kind: 'text', isNullable };
  if (only.kind === 'array') return { kind: 'list', isNullable, items: only.items };
  if (only.kind !== 'object') return { kind: 'text', isNullable };
  const properties = only.properties();
  const isSafe = properties.length > 0 && properties.every(({ name }) => TAG.test(name));
  return isSafe ? { kind: 'members', isNullable, properties } : { kind: 'text', isNullable };
}

/** Every tag that may stand inside a value of the type. */
export function tagNamesIn(
  type: FieldType,
  names = new Set<string>(),
  seen = new Set<FieldType>(),
): Set<string> {
  if (seen.has(type)) return names;
  seen.add(type);
  const shape = xmlShapeOf(type);
  if (shape.kind === 'list') tagNamesIn(shape.items, names.add(ITEM), seen);
  if (shape.kind === 'members')
    for (const { name, type: inner } of shape.properties) tagNamesIn(inner, names.add(name), seen);
  return names;
}

import { rulesOf, type Constructor, type FieldType, type ObjectType } from '../types';
import { isMap } from '../util';

/** A value of a class with rules, somewhere inside another value. */
export interface NestedInstance {
  readonly construct: Constructor;
  readonly value: Readonly<Record<string, unknown>>;
  /** Where it is, such as `lines[0]`. */
  readonly path: string;
  /** The properties whose rules count. */
  readonly properties: readonly string[];
}

/**
 * The values in a value that are of classes with rules, at any depth. Their rules hold whether or not somebody put
 * `@ValidateNested` on the way to them: the model was shown them.
 */
export function nestedInstances(type: FieldType, value: unknown, path: string): NestedInstance[] {
  if (typeof value !== 'object' || value === null) return [];
  switch (type.kind) {
    case 'array':
      return itemsOf(value).flatMap((item, index) => nestedInstances(type.items, item, `${path}[${index}]`));
    case 'tuple':
      return type.items.flatMap((item, index) =>
        nestedInstances(item, itemsOf(value)[index], `${path}[${index}]`),
      );
    case 'map':
      return entriesOf(value).flatMap(([key, item]) =>
        nestedInstances(type.values, item, `${path}[${JSON.stringify(key)}]`),
      );
    case 'union':
      return unionInstances(type.options, value, path);
    case 'object':
      return objectInstances(type, value as NestedInstance['value'], path);
    default:
      return [];
  }
}

/** Whether a value of the type may hold an instance of a class with rules. */
export function mayHoldRules(type: FieldType, seen: Set<FieldType> = new Set()): boolean {
  if (seen.has(type)) return false;
  seen.add(type);
  switch (type.kind) {
    case 'array':
      return mayHoldRules(type.items, seen);
    case 'map':
      return mayHoldRules(type.values, seen);
    case 'tuple':
      return type.items.some((item) => mayHoldRules(item, seen));
    case 'union':
      return type.options.some((option) => mayHoldRules(option, seen));
    case 'object':
      return hasRules(type) || type.properties().some((property) => mayHoldRules(property.type, seen));
    default:
      return false;
  }
}

function hasRules({ construct, properties }: ObjectType): boolean {
  return construct !== undefined && properties().some(({ name }) => rulesOf(construct, name).length > 0);
}

function objectInstances(type: ObjectType, value: NestedInstance['value'], path: string): NestedInstance[] {
  const properties = type.properties();
  const inner = properties.flatMap(({ name, type: inside }) =>
    nestedInstances(inside, value[name], `${path}.${name}`),
  );
  if (type.construct === undefined || !hasRules(type)) return inner;
  return [
    { construct: type.construct, value, path, properties: properties.map(({ name }) => name) },
    ...inner,
  ];
}

/** Of several classes, the one the value is an instance of; of a single object type, that one. */
function unionInstances(options: readonly FieldType[], value: object, path: string): NestedInstance[] {
  const objects = options.filter(({ kind }) => kind !== 'null');
  const own = objects.find(
    (option) =>
      option.kind === 'object' && option.construct !== undefined && isInstance(option.construct, value),
  );
  const [only] = objects;
  const taken = own ?? (objects.length === 1 ? only : objects.find((option) => fitsShape(option, value)));
  return taken === undefined ? [] : nestedInstances(taken, value, path);
}

function isInstance(construct: Constructor, value: object): boolean {
  return Object.prototype.isPrototypeOf.call(construct.prototype as object, value);
}

function fitsShape(option: FieldType, value: object): boolean {
  return (option.kind === 'array' || option.kind === 'tuple') && Array.isArray(value);
}

function itemsOf(value: object): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

function entriesOf(value: object): readonly (readonly [unknown, unknown])[] {
  return isMap(value) ? [...value] : Object.entries(value);
}

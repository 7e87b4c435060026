import { type AnyClass, predictorsOf, type PredictorRecord } from '../metadata';

type Kind = new (signature: unknown) => object;

/** Marks the accessor of a predictor that nobody has read yet. */
const LAZY = Symbol.for('dspex.lazy-predictor');

const recordsByClass = new WeakMap<object, ReadonlyMap<PropertyKey, PredictorRecord>>();

/**
 * Gives a module under construction its `@Predictor` fields: each is made when it is first read, and an assignment wins.
 *
 * Compilers that define class fields (`useDefineForClassFields`, the standard) set a field without an initializer to
 * undefined after this; the object returned ignores that, and only that. It has to be what the constructor returns.
 */
export function withPredictorFields<Instance extends object>(
  instance: Instance,
  constructor: AnyClass,
): Instance {
  const records = recordsOf(constructor);
  if (records.size === 0) return instance;
  for (const record of records.values()) defineLazily(instance, record);
  return new Proxy(instance, {
    defineProperty: (target, key, descriptor) =>
      isBareField(descriptor) && records.has(key) ? true : Reflect.defineProperty(target, key, descriptor),
  });
}

function recordsOf(constructor: AnyClass): ReadonlyMap<PropertyKey, PredictorRecord> {
  let records = recordsByClass.get(constructor);
  if (records === undefined) {
    records = new Map(predictorsOf(constructor).map((record) => [record.name, record]));
    recordsByClass.set(constructor, records);
  }
  return records;
}

function defineLazily(instance: object, { name, signature, kind }: PredictorRecord): void {
  const settle = (target: object, value: unknown): void => {
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
  };
  const get = (): object => {
    const made = new (kind as Kind)(signature);
    settle(instance, made);
    return made;
  };
  Object.defineProperty(instance, name, {
    enumerable: true,
    configurable: true,
    get: Object.assign(get, { [LAZY]: true }),
    // Where fields are assigned and not defined, a bare one is assigned undefined.
    set: (value: unknown) => {
      if (value !== undefined) settle(instance, value);
    },
  });
}

/** The value of an own property; a predictor that was not read yet is made. */
export function settledProperty(instance: object, key: PropertyKey): PropertyDescriptor {
  const { get } = Object.getOwnPropertyDescriptor(instance, key) ?? {};
  if (get !== undefined && LAZY in get) get.call(instance);
  return Object.getOwnPropertyDescriptor(instance, key) as PropertyDescriptor;
}

/** What a class field without an initializer is defined as. */
function isBareField(descriptor: PropertyDescriptor): boolean {
  return 'value' in descriptor && descriptor.value === undefined && descriptor.enumerable === true;
}

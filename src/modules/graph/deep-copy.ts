import { isDate, isMap, isPlainObject } from '../../util';
import { settledProperty } from '../predictor-fields';
import { isModule } from './brands';

/** A module that says itself how it is copied. */
interface CopiesItself {
  deepCopy(): object;
}

/**
 * Copies a module with all it holds, so that the copies share nothing that can change through them.
 *
 * Copied: modules, arrays, plain objects, maps, sets, dates; sharing and cycles stay as they are. Everything else is held
 * by both: functions, instances of other classes (clients, streams, buffers), language models, and what is immutable
 * anyway, such as signatures, examples and a predictor's state. A nested module that overrides `deepCopy` is copied by it.
 *
 * @param inherited the `deepCopy` that modules have from their base class.
 */
export function deepCopyOf<Root extends object>(root: Root, inherited: unknown): Root {
  const copies = new Map<object, object>();
  const pending: (() => void)[] = [];
  const copyOf = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    const known = copies.get(value);
    if (known !== undefined) return known;
    const own = value !== root && isModule(value) ? (value as unknown as CopiesItself) : undefined;
    const [copy, fill] =
      own !== undefined && own.deepCopy !== inherited ? [own.deepCopy()] : emptyCopy(value, copyOf);
    copies.set(value, copy);
    if (fill !== undefined) pending.push(fill);
    return copy;
  };
  const copy = copyOf(root) as Root;
  for (let fill = pending.pop(); fill !== undefined; fill = pending.pop()) fill();
  return copy;
}

type Copier = (value: unknown) => unknown;

/** A copy with nothing in it, and what fills it: done later, so that depth costs no stack. */
function emptyCopy(value: object, copyOf: Copier): readonly [copy: object, fill?: () => void] {
  if (isModule(value) || isPlainObject(value)) {
    const copy = Object.create(Object.getPrototypeOf(value) as object | null) as object;
    return [copy, () => copyProperties(value, copy, copyOf)];
  }
  if (Array.isArray(value)) {
    const copy: unknown[] = new Array<unknown>(value.length);
    return [copy, () => value.forEach((item, index) => (copy[index] = copyOf(item)))];
  }
  if (isDate(value)) return [new Date(value.getTime())];
  if (isMap(value)) {
    const copy = new Map<unknown, unknown>();
    return [copy, () => value.forEach((item, key) => copy.set(copyOf(key), copyOf(item)))];
  }
  if (Object.prototype.toString.call(value) === '[object Set]') {
    const copy = new Set<unknown>();
    return [copy, () => (value as Set<unknown>).forEach((item) => copy.add(copyOf(item)))];
  }
  return [value];
}

/** Private state under symbols is immutable and held by both; accessors of the user's stay accessors. */
function copyProperties(value: object, copy: object, copyOf: Copier): void {
  for (const key of Reflect.ownKeys(value)) {
    const descriptor = settledProperty(value, key);
    if (typeof key === 'string' && 'value' in descriptor) descriptor.value = copyOf(descriptor.value);
    Object.defineProperty(copy, key, descriptor);
  }
}

import { isPlainObject } from '../../util';
import type { StateIssue } from './state-errors';

/** A value in a state under inspection, with where it stands; all readers of one state share the list of issues. */
export class StateReader {
  /**
   * @param value what stands there.
   * @param path where.
   * @param issues takes what is wrong.
   */
  constructor(
    readonly value: unknown,
    readonly path: string,
    readonly issues: StateIssue[],
  ) {}

  /** A reader of a member; its value is undefined where there is none. */
  member(key: string): StateReader {
    const value = isPlainObject(this.value) && Object.hasOwn(this.value, key) ? this.value[key] : undefined;
    return new StateReader(value, this.path === '' ? key : `${this.path}.${key}`, this.issues);
  }

  /** The text that has to stand here. */
  text(): string {
    return typeof this.value === 'string' ? this.value : this.refuse('text', '');
  }

  /** The text that may stand here. */
  optionalText(): string | undefined {
    return this.value === undefined ? undefined : this.text();
  }

  /** The plain object that has to stand here. */
  object(): Readonly<Record<string, unknown>> {
    return isPlainObject(this.value) ? this.value : this.refuse('an object', {});
  }

  /** Readers of the items of the list that may stand here; none for null and for nothing. */
  items(): readonly StateReader[] {
    const { value } = this;
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) return this.refuse('a list', []);
    return value.map((item, index) => new StateReader(item, `${this.path}[${index}]`, this.issues));
  }

  /** Notes that something else stands here, and goes on with a stand-in. */
  refuse<Value>(expected: string, standIn: Value): Value {
    this.issues.push({ path: this.path || 'the state', expected, found: foundIn(this.value) });
    return standIn;
  }
}

function foundIn(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return isPlainObject(value) ? 'an object' : 'an instance of a class';
  return `a ${typeof value}`;
}

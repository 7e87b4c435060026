import { AsyncLocalStorage } from 'node:async_hooks';

/** One ambient value, declared and owned by a single room. */
export interface ContextSlot<Value> {
  /** The innermost value in force, else the process-wide default. */
  get(): Value;
  /** Replaces the process-wide default. */
  setDefault(value: Value): void;
  /** Runs `body`, and everything it awaits, with `value` in force. */
  run<Result>(value: Value, body: () => Result): Result;
}

interface SlotCell {
  readonly storage: AsyncLocalStorage<{ readonly value: unknown }>;
  standing: { readonly value: unknown };
}

const REGISTRY = Symbol.for('dspex.context-slots@1');

/**
 * Declares a slot whose default is `initial`.
 *
 * Slots live in one registry of the process, so the ESM and the CommonJS copy of the library, or two installs of
 * it, share what `configure` and `withContext` set.
 *
 * @param name unique among slots; two slots of one name are one slot.
 * @param initial the value until {@link ContextSlot.setDefault} is called.
 */
export function contextSlot<Value>(name: string, initial: Value): ContextSlot<Value> {
  const cell = cellOf(name, initial);
  return {
    get: () => (cell.storage.getStore() ?? cell.standing).value as Value,
    setDefault: (value) => {
      cell.standing = { value };
    },
    run: (value, body) => cell.storage.run({ value }, body),
  };
}

function cellOf(name: string, initial: unknown): SlotCell {
  const holder = globalThis as { [REGISTRY]?: Map<string, SlotCell> };
  const registry = (holder[REGISTRY] ??= new Map());
  let cell = registry.get(name);
  if (cell === undefined) {
    cell = { storage: new AsyncLocalStorage(), standing: { value: initial } };
    registry.set(name, cell);
  }
  return cell;
}

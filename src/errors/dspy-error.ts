const MARKER = Symbol.for('dspex.error');

/** The parts of an error message, in the order they are printed. */
export interface ErrorParts {
  /** One sentence naming the thing at fault and what is wrong with it. */
  readonly problem: string;
  /** The evidence: an excerpt with a caret, or a short list. */
  readonly found?: string;
  /** What would have been right. */
  readonly expected?: string;
  /** The next thing to do, in the imperative. */
  readonly fix?: string;
  /** What went wrong underneath; its first line is printed, the whole stays in `error.cause`. */
  readonly cause?: unknown;
}

/**
 * The root of every error this library throws.
 *
 * A subclass declares `static readonly code`; the instance's `code` is that of its class. `instanceof` compares
 * codes, so it holds across two installed copies of the library and across ESM and CommonJS.
 */
export abstract class DspyError extends Error {
  /** The code of the class. Abstract families have one too, so that `instanceof` works for them. */
  static readonly code: string = 'DSPEX';

  /** Stable across releases. Match on this, never on the message. */
  readonly code: string;

  /** Whether the same call, made again unchanged, may succeed. */
  readonly retryable: boolean = false;

  constructor(parts: ErrorParts) {
    super(layOut(parts), parts.cause === undefined ? undefined : { cause: parts.cause });
    this.code = new.target.code;
    Object.defineProperty(this, 'name', { value: nameOf(new.target), configurable: true });
    Object.defineProperty(this, MARKER, { value: codesOf(new.target) });
  }

  /** True for this library's errors, even across two installed copies. */
  static isInstance(error: unknown): error is DspyError {
    return markerOf(error) !== undefined;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    if (
      typeof value === 'object' &&
      value !== null &&
      Object.prototype.isPrototypeOf.call(this.prototype, value)
    ) {
      return true;
    }
    return Object.hasOwn(this, 'code') && (markerOf(value)?.includes(this.code) ?? false);
  }
}

type ErrorClass = { readonly code: string; readonly name: string };

function markerOf(value: unknown): readonly string[] | undefined {
  if (typeof value !== 'object' || value === null || !(MARKER in value)) return undefined;
  return (value as { [MARKER]: readonly string[] })[MARKER];
}

/** The class's own code and those of all its ancestors, most specific first. */
function codesOf(errorClass: ErrorClass): readonly string[] {
  const codes: string[] = [];
  for (let current: unknown = errorClass; current !== Error && typeof current === 'function';) {
    if (Object.hasOwn(current, 'code')) codes.push((current as unknown as ErrorClass).code);
    current = Object.getPrototypeOf(current);
  }
  return codes;
}

/** Minifiers shorten class names; the code then names the error better. */
function nameOf(errorClass: ErrorClass): string {
  return errorClass.name.length > 3 ? errorClass.name : errorClass.code;
}

function layOut({ problem, found, expected, fix, cause }: ErrorParts): string {
  const lines = [problem];
  if (found !== undefined) lines.push(found.replace(/^/gm, '  '));
  if (expected !== undefined) lines.push(`Expected: ${expected}`);
  if (fix !== undefined) lines.push(`Fix: ${fix}`);
  const reason = firstLineOf(cause);
  if (reason !== undefined) lines.push(`Cause: ${reason}`);
  return lines.join('\n');
}

/** Foreign realms have their own `Error`, so the shape decides, not `instanceof`. */
function firstLineOf(cause: unknown): string | undefined {
  if (typeof cause !== 'object' || cause === null || !('message' in cause)) return undefined;
  return String(cause.message).split('\n', 1)[0];
}

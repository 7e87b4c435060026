import { isThenable, messageOf } from '../util';
import type { Callbacks } from './callbacks';
import type { SpanEnd, SpanKind, SpanStart } from './span';

/** What there is to tell. */
export interface News {
  readonly kind: SpanKind;
  readonly phase: 'start' | 'end';
  readonly span: SpanStart | SpanEnd;
}

/** Tells one listener, whose failures are its own. */
export function tell(callbacks: Callbacks, { kind, phase, span }: News): void {
  const name = nameOf(kind, phase);
  const callback = callbacks[name] as ((span: SpanStart | SpanEnd) => unknown) | undefined;
  if (callback === undefined) return;
  try {
    const answer: unknown = callback.call(callbacks, span);
    if (isThenable(answer)) answer.then(undefined, (error: unknown) => warnOfCallback(name, error));
  } catch (error) {
    warnOfCallback(name, error);
  }
}

const warned = new Set<string>();

/** Once for each kind of callback in a process. */
export function warnOfCallback(name: string, error: unknown): void {
  if (warned.has(name)) return;
  warned.add(name);
  const [reason] = messageOf(error).split('\n', 1);
  process.emitWarning(`The callback ${name} failed: ${reason} The call goes on.`, {
    type: 'DspexWarning',
    code: 'DSPEX_CALLBACK',
  });
}

function nameOf(kind: SpanKind, phase: 'start' | 'end'): Exclude<keyof Callbacks, 'around'> {
  const noun = (kind.charAt(0).toUpperCase() + kind.slice(1)) as Capitalize<SpanKind>;
  return phase === 'start' ? `on${noun}Start` : `on${noun}End`;
}

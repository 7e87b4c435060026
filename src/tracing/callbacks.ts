import type { SpanEnd, SpanStart } from './span';

/**
 * Told of what programs do, while they do it. All members are optional; `configure({ callbacks })` and
 * `withContext({ callbacks }, …)` put them in force.
 *
 * Whatever a callback throws, or rejects with, breaks no call: it is a warning of the process. A callback is not waited for.
 *
 * @remarks DSPy's `BaseCallback`, with spans instead of single arguments.
 */
export interface Callbacks {
  readonly onModuleStart?: (span: SpanStart) => unknown;
  readonly onModuleEnd?: (span: SpanEnd) => unknown;
  /** `inputs` is an `LmRequest`. */
  readonly onLmStart?: (span: SpanStart) => unknown;
  /** `output` is an `LmResponse`. */
  readonly onLmEnd?: (span: SpanEnd) => unknown;
  readonly onAdapterStart?: (span: SpanStart) => unknown;
  readonly onAdapterEnd?: (span: SpanEnd) => unknown;
  readonly onToolStart?: (span: SpanStart) => unknown;
  readonly onToolEnd?: (span: SpanEnd) => unknown;
  /** `inputs` is the query with its options. */
  readonly onRetrieverStart?: (span: SpanStart) => unknown;
  /** `output` is a list of `Passage`. */
  readonly onRetrieverEnd?: (span: SpanEnd) => unknown;
  readonly onEvaluateStart?: (span: SpanStart) => unknown;
  readonly onEvaluateEnd?: (span: SpanEnd) => unknown;
  readonly onCompileStart?: (span: SpanStart) => unknown;
  readonly onCompileEnd?: (span: SpanEnd) => unknown;
  /** Runs the body of a span, for those who keep a context of their own. It must call `body` once and give its result. */
  readonly around?: <Result>(span: SpanStart, body: () => Result) => Result;
}

/** The members of {@link Callbacks}. */
export const CALLBACK_NAMES = [
  'onModuleStart',
  'onModuleEnd',
  'onLmStart',
  'onLmEnd',
  'onAdapterStart',
  'onAdapterEnd',
  'onToolStart',
  'onToolEnd',
  'onRetrieverStart',
  'onRetrieverEnd',
  'onEvaluateStart',
  'onEvaluateEnd',
  'onCompileStart',
  'onCompileEnd',
  'around',
] as const satisfies readonly (keyof Callbacks)[];

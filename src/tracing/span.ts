/** What can be watched. */
export type SpanKind = 'module' | 'lm' | 'adapter' | 'tool' | 'retriever' | 'evaluate' | 'compile';

export const SPAN_KINDS = [
  'module',
  'lm',
  'adapter',
  'tool',
  'retriever',
  'evaluate',
  'compile',
] as const satisfies readonly SpanKind[];

/** Something began. */
export interface SpanStart {
  readonly kind: SpanKind;
  /** Unique among all spans of all processes. */
  readonly id: string;
  /** The span that this one began in. */
  readonly parentId?: string;
  /** A class, `provider/model`, an adapter, a tool, a retriever. */
  readonly name: string;
  /** What goes in: the values themselves, not copies. Not to be changed. */
  readonly inputs: unknown;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** It ended, well or not. */
export interface SpanEnd extends SpanStart {
  /** Milliseconds. */
  readonly duration: number;
  /** What came out; absent when it failed. */
  readonly output?: unknown;
  /** What was thrown; absent when it succeeded. */
  readonly error?: unknown;
}

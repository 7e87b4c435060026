/** How a function is to be called: as it is, as a metric, as a program; or told of. */
export type PythonOperation = 'call' | 'metric' | 'program' | 'describe';

/** What the helper says once, when it has begun. */
export type StartMessage =
  { readonly type: 'ready'; readonly python: string; readonly executable: string } | UnusableMessage;

/** Why the helper cannot work. */
export interface UnusableMessage {
  readonly type: 'unusable';
  readonly kind: 'version' | 'syntax' | 'not-found' | 'no-file' | 'exception';
  readonly found?: string;
  readonly message?: string;
  readonly name?: string;
  readonly traceback?: string;
  readonly missing?: string;
  readonly file?: string;
  readonly line?: number;
  readonly text?: string;
}

/** What the helper says of a call. */
export type Reply =
  | {
      readonly type: 'done';
      readonly id: number;
      readonly value: unknown;
      readonly usage?: Readonly<Record<string, unknown>>;
    }
  | { readonly type: 'cancelled'; readonly id: number }
  | Failure;

/** Why a call came to nothing. */
export interface Failure {
  readonly type: 'failed';
  readonly id: number;
  readonly kind: 'missing' | 'arguments' | 'result' | 'too-large' | 'exception';
  readonly message: string;
  readonly name?: string;
  readonly traceback?: string;
  readonly names?: readonly string[];
  readonly found?: string;
  readonly signature?: string;
}

import type { PythonOperation, Reply } from './child/messages';

/** A call that was made and not answered yet. */
export interface PendingCall {
  readonly name: string;
  readonly operation: PythonOperation;
  /** Its arguments, as JSON: members of the message. */
  readonly body: string;
  readonly timeout: number;
  readonly isIdempotent: boolean;
  readonly succeed: (reply: Extract<Reply, { readonly type: 'done' }>) => void;
  readonly fail: (error: unknown) => void;
  /** Whether it ran when a process died, so that it now runs with no other. */
  isSuspect: boolean;
  /** Whether nobody waits for it any more. */
  isLeft: boolean;
  /** Stops the clock that runs for it. */
  stopClock: () => void;
}

/** The message that makes the call. */
export function lineOf(id: number, { operation, name, body }: PendingCall): string {
  return `{"op":"${operation}","id":${id},"name":${JSON.stringify(name)}${body}}`;
}

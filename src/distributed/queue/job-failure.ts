/**
 * Why a job gave no outcome.
 *
 * - `DISTRIBUTED_POISON_JOB`: it ended too many workers.
 * - `DISTRIBUTED_PROGRAM_MISSING`: its program is not in Redis any more.
 * - `DISTRIBUTED_TASK`: this worker is not for it, or its program cannot be loaded.
 * - `DISTRIBUTED_WITHDRAWN`: its run was ended.
 */
export type FailureCode =
  'DISTRIBUTED_POISON_JOB' | 'DISTRIBUTED_PROGRAM_MISSING' | 'DISTRIBUTED_TASK' | 'DISTRIBUTED_WITHDRAWN';

/** A failure between worker and runner. BullMQ carries its message and nothing else, so the code is in it. */
export interface JobFailure {
  readonly code: FailureCode;
  readonly message: string;
}

/** The error to fail a job with. */
export function failWith(code: FailureCode, message: string): Error {
  return new Error(`${code}: ${message}`);
}

/** Reads the failure of a job. What is none of ours ended the job over and over: BullMQ gave it up. */
export function readFailure(reason: string): JobFailure {
  const [, code, message] = /^(DISTRIBUTED_[A-Z_]+): ([^]*)$/.exec(reason) ?? [];
  if (code === undefined || message === undefined) return { code: 'DISTRIBUTED_POISON_JOB', message: reason };
  return { code: code as FailureCode, message };
}

import { DspyError } from '../../errors';
import { isErrorLike, messageOf } from '../../util';
import { UsageError } from '../cli-errors';
import { withoutSecrets } from './without-secrets';

/** How an error is told. */
export interface ExplainOptions {
  /** Whether to show stacks and causes. */
  readonly debug: boolean;
  /** Whose secrets are to be kept out. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** An error as a person reads it: problem, found, expected, fix; the stack only where it was asked for. */
export function explainError(error: unknown, { debug, env }: ExplainOptions): string {
  const lines = [debug ? stacksOf(error) : briefly(error)];
  if (error instanceof UsageError) {
    lines.push(`Help: dspex ${error.command === undefined ? '' : `${error.command} `}--help`);
  }
  return withoutSecrets(`${lines.join('\n')}\n`, env);
}

function briefly(error: unknown): string {
  if (DspyError.isInstance(error)) return `${error.message}${adviceOf(error.cause)}`;
  const known = fileFault(error);
  if (known !== undefined) return known;
  const name = isErrorLike(error) ? error.name : typeof error;
  return [`${name}: ${messageOf(error)}`, 'Fix: run it again with --debug to see where it comes from.'].join(
    '\n',
  );
}

/** Of a cause, the first line stands in the message already; what it says to do comes below. */
function adviceOf(cause: unknown): string {
  if (!DspyError.isInstance(cause)) return '';
  const lines = cause.message.split('\n').slice(1);
  return lines.map((line) => `\n  ${line}`).join('');
}

const FAULTS: Readonly<Record<string, readonly [problem: string, fix: string]>> = {
  ENOENT: ['is not there', 'check the path; relative ones start from the folder the command runs in.'],
  EACCES: [
    'may not be read or written by this user',
    'change the permissions of it or of its folder, or name another.',
  ],
  EPERM: [
    'may not be read or written by this user',
    'change the permissions of it or of its folder, or name another.',
  ],
  EISDIR: ['is a folder, not a file', 'name a file in it.'],
  ENOTDIR: ['has a file where a folder must be', 'check the path.'],
  EEXIST: ['is there already', 'check the path, or name another.'],
  EROFS: ['is on a disk that cannot be written', 'name a place that can.'],
  ENOSPC: ['does not fit on the disk', 'make room, and run the command again.'],
};

/** What the file system says, in words. */
function fileFault(error: unknown): string | undefined {
  if (!isErrorLike(error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  const fault = FAULTS[error.code];
  if (fault === undefined) return undefined;
  const path = 'path' in error && typeof error.path === 'string' ? JSON.stringify(error.path) : 'A file';
  const [problem, fix] = fault;
  return `${path} ${problem} (${error.code}).\nFix: ${fix}`;
}

function stacksOf(error: unknown): string {
  const stacks: string[] = [];
  for (let current = error; current !== undefined && stacks.length < 10;) {
    stacks.push(isErrorLike(current) ? ((current as Error).stack ?? messageOf(current)) : String(current));
    current = isErrorLike(current) && current.cause !== current ? current.cause : undefined;
  }
  return stacks.join('\nCaused by: ');
}

import { openSync, closeSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { JobLockedError } from './job-errors';

interface Holder {
  readonly pid: number;
  readonly host: string;
}

/**
 * Keeps other processes from a job's directory. The lock of a process that is gone is taken over.
 *
 * @returns what gives the lock back.
 * @throws {@link JobLockedError}.
 */
export function lockJob(directory: string): () => void {
  const file = join(directory, 'lock.json');
  const own: Holder = { pid: process.pid, host: hostname() };
  for (let attempt = 0; ; attempt++) {
    try {
      const descriptor = openSync(file, 'wx');
      writeSync(descriptor, JSON.stringify(own));
      closeSync(descriptor);
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as { readonly code?: unknown }).code !== 'EEXIST' || attempt > 1) throw error;
      const holder = holderOf(file);
      if (holder !== undefined && isAlive(holder)) {
        throw new JobLockedError(directory, `process ${holder.pid} on ${holder.host}`);
      }
      rmSync(file, { force: true });
    }
  }
}

/** Whether a process works on a directory's job. */
export function isLocked(directory: string): boolean {
  const holder = holderOf(join(directory, 'lock.json'));
  return holder !== undefined && isAlive(holder);
}

function holderOf(file: string): Holder | undefined {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as Partial<Holder>;
    return typeof holder.pid === 'number' && typeof holder.host === 'string' ? (holder as Holder) : undefined;
  } catch {
    // No lock, or one that was cut short when its process died.
    return undefined;
  }
}

/** A process of another host cannot be asked; it counts as alive. */
function isAlive({ pid, host }: Holder): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { readonly code?: unknown }).code === 'EPERM';
  }
}

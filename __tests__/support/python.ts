import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PythonProcess, type PythonProcessOptions } from '../../src/python';

/** Where the Python modules of the tests are. */
export const PYTHON_FIXTURES = join(__dirname, '../fixtures/python');

/** Whether there is a Python to test with. */
export const hasPython =
  spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))']).status === 0;

/** `describe` where there is a python3; else a suite that says it is skipped. */
export function describeWithPython(name: string, body: () => void): void {
  if (hasPython) describe(name, body);
  else describe.skip(`${name} (skipped: there is no python3 of 3.8 or newer)`, body);
}

/** A Python that has DSPy, if there is one. */
export const DSPY_PYTHON = process.env['DSPEX_DSPY_PYTHON'] ?? 'python3';

const FIND_DSPY = 'import importlib.util, sys; sys.exit(importlib.util.find_spec("dspy") is None)';
const hasDspy = spawnSync(DSPY_PYTHON, ['-c', FIND_DSPY]).status === 0;

/** `describe` where there is a Python with DSPy; else a suite that says it is skipped. */
export function describeWithDspy(name: string, body: () => void): void {
  if (hasDspy) describe(name, body);
  else describe.skip(`${name} (skipped: ${DSPY_PYTHON} has no dspy; DSPEX_DSPY_PYTHON names another)`, body);
}

const processes: PythonProcess[] = [];

/** A process on a module of the fixtures, closed after the test. */
export function pythonProcess(options: Partial<PythonProcessOptions> = {}): PythonProcess {
  const made = new PythonProcess({ module: './helpers.py', cwd: PYTHON_FIXTURES, ...options });
  processes.push(made);
  return made;
}

/** Ends what {@link pythonProcess} began. */
export async function closeProcesses(): Promise<void> {
  await Promise.all(processes.splice(0).map((each) => each.close({ timeout: 1 })));
}

/** What a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('error' in outcome) return outcome.error as Error & Record<string, unknown>;
  throw new Error(`It did not reject, but gave ${JSON.stringify(outcome.value)}.`);
}

/** A file that is not there yet, for functions to leave something in. */
export function scratch(): { readonly path: string; lines(): string[] } {
  const path = join(mkdtempSync(join(tmpdir(), 'dspex-python-')), 'notes');
  return { path, lines: () => (existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : []) };
}

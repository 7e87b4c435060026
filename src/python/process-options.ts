import { extname, isAbsolute, resolve } from 'node:path';
import { InvalidArgumentError } from '../errors';
import { systemClock, type BackoffOptions, type Clock } from '../resilience';
import { assertKnownOptions, isPlainObject } from '../util';

/** When a process that died is begun anew. */
export interface PythonRestartOptions {
  /**
   * How many times in a row, without a call that ended well in between. A process that was ended because a call would not end does
   * not count.
   * @default 5
   */
  readonly maxRestarts?: number;
  /**
   * How waits before a restart grow.
   * @default from at most 200 ms to at most 10 s
   */
  readonly backoff?: BackoffOptions;
}

/** What a {@link PythonProcess} runs, and within which limits. */
export interface PythonProcessOptions {
  /**
   * The module with the functions: a file (what ends in `.py` or holds a `/`), or a package as Python imports it. Relative to `cwd`.
   */
  readonly module: string;
  /**
   * The command of Python, 3.8 or newer; a list begins with the command and goes on with arguments before ours, such as
   * `['uv', 'run', 'python']`.
   * @default 'python3'
   */
  readonly python?: string | readonly string[];
  /**
   * The folder that it runs in.
   * @default the working directory of this process
   */
  readonly cwd?: string;
  /**
   * Variables over those of this process; undefined takes one away. Values whose names tell of a secret appear in no error.
   * @default none
   */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /**
   * Longest time until the module is imported, in milliseconds; `Infinity` for no limit.
   * @default 60_000
   */
  readonly startTimeout?: number;
  /**
   * Longest time of one call from when Python gets it, in milliseconds; `Infinity` for no limit.
   * @default 120_000
   */
  readonly timeout?: number;
  /**
   * How long a call that timed out or was aborted may take to end, in milliseconds, before the process is ended for it. An async
   * function is cancelled at once.
   * @default 2_000
   */
  readonly killAfter?: number;
  /**
   * Most calls at once; others wait for their turn. Functions that are not async run in as many threads.
   * @default 8
   */
  readonly concurrency?: number;
  /**
   * Whether calls may be made a second time when the process dies under them. A call can say so itself.
   * @default false
   */
  readonly idempotent?: boolean;
  /** When a process that died is begun anew. */
  readonly restart?: PythonRestartOptions;
  /**
   * Longest result of a call, as JSON, in bytes.
   * @default 67_108_864
   */
  readonly maxResultSize?: number;
  /**
   * How much of what Python prints is kept for errors, in characters.
   * @default 10_000
   */
  readonly maxOutputLength?: number;
  /**
   * What tells the time and waits; tests give one of their own.
   * @default the machine's clock
   */
  readonly clock?: Clock;
}

/** What was asked for, all of it set. */
export interface ProcessPlan extends Required<
  Omit<PythonProcessOptions, 'python' | 'cwd' | 'env' | 'restart'>
> {
  readonly command: readonly [string, ...string[]];
  readonly folder: string | undefined;
  readonly env: NonNullable<PythonProcessOptions['env']>;
  readonly restart: Required<PythonRestartOptions>;
}

const WHERE = 'new PythonProcess(...)';
const DEFAULTS = {
  startTimeout: 60_000,
  timeout: 120_000,
  killAfter: 2_000,
  concurrency: 8,
  idempotent: false,
  maxResultSize: 64 * 1024 * 1024,
  maxOutputLength: 10_000,
  clock: systemClock,
} as const;

/**
 * Checks options and fills in what is missing.
 *
 * @throws {@link UnknownOptionError}, {@link InvalidArgumentError}.
 */
export function planOf(options: PythonProcessOptions): ProcessPlan {
  assertKnownOptions(options, ['module', 'python', 'cwd', 'env', 'restart', ...Object.keys(DEFAULTS)], WHERE);
  const { module, python = 'python3', cwd, env = {}, restart = {} } = options;
  const command = typeof python === 'string' ? [python] : [...python];
  if (typeof module !== 'string' || module.trim() === '')
    refuse('module', module, "a file such as './helpers.py', or a module's name.");
  if (command.length === 0 || command.some((word) => typeof word !== 'string' || word === ''))
    refuse('python', python, "a command such as 'python3', or a list that begins with one.");
  if (!isPlainObject(env)) refuse('env', env, 'an object of texts.');
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const plan = { ...DEFAULTS, ...given } as typeof DEFAULTS & PythonProcessOptions;
  for (const name of ['startTimeout', 'timeout'] as const) assertPositive(name, plan[name]);
  for (const name of ['concurrency', 'maxResultSize', 'maxOutputLength'] as const)
    assertCount(name, plan[name], 1);
  if (!(plan.killAfter >= 0)) refuse('killAfter', plan.killAfter, 'milliseconds, 0 or more.');
  return Object.freeze({
    ...(plan as unknown as ProcessPlan),
    command: command as [string, ...string[]],
    folder: cwd,
    env: Object.freeze({ ...env }),
    restart: restartOf(restart),
  });
}

function restartOf(restart: PythonRestartOptions): Required<PythonRestartOptions> {
  assertKnownOptions(restart, ['maxRestarts', 'backoff'], `${WHERE} restart`);
  const { maxRestarts = 5, backoff = {} } = restart;
  assertCount('restart.maxRestarts', maxRestarts, 0);
  assertKnownOptions(backoff, ['firstDelay', 'maxDelay', 'random'], `${WHERE} restart.backoff`);
  return Object.freeze({ maxRestarts, backoff: { firstDelay: 200, maxDelay: 10_000, ...backoff } });
}

/** The module as the helper is told of it. */
export function moduleSource(
  module: string,
  folder: string,
): { readonly kind: 'file'; readonly path: string } | { readonly kind: 'package'; readonly name: string } {
  const isFile = extname(module) === '.py' || module.includes('/') || isAbsolute(module);
  return isFile ? { kind: 'file', path: resolve(folder, module) } : { kind: 'package', name: module };
}

/** @throws {@link InvalidArgumentError} for what is no time. */
export function assertPositive(name: string, value: unknown, where = WHERE): void {
  if (typeof value === 'number' && value > 0) return;
  refuse(name, value, 'milliseconds, more than 0; Infinity for no limit.', where);
}

function assertCount(name: string, value: unknown, least: number): void {
  if (Number.isSafeInteger(value) && (value as number) >= least) return;
  refuse(name, value, `a whole number of at least ${least}.`);
}

function refuse(name: string, value: unknown, expected: string, where = WHERE): never {
  const found = typeof value === 'object' && value !== null ? typeof value : String(value);
  throw new InvalidArgumentError(`${where} ${name}`, { found, expected });
}

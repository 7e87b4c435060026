import { currentAdapter } from '../../adapters';
import { candidateId, exampleId, lmIdentity, metricId, programParts, sourceHash } from '../../evaluate';
import { currentLM, type LanguageModel } from '../../lm';
import { Module } from '../../modules';
import type { Example } from '../../primitives';
import { canonicalJson, isPlainObject, sha256 } from '../../util';

/** Everything that decides on a job's result, as short texts by name. */
export type Fingerprint = Readonly<Record<string, string>>;

/** What a job is made of. */
export interface FingerprintParts {
  readonly optimizer: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly student: Module;
  readonly teacher: Module | undefined;
  readonly metric: unknown;
  readonly metricVersion: string | undefined;
  readonly sets: Readonly<Record<string, readonly Example[] | undefined>>;
}

/** Bumped when a job of an older release could not go on. */
const FORMAT = '1';

/** Names all that decides. */
export function fingerprintOf(parts: FingerprintParts): Fingerprint {
  const { name, version } = currentAdapter.get();
  const prints: Record<string, string> = {
    format: FORMAT,
    optimizer: parts.optimizer,
    'prompt format': `${name} ${version}`,
    model: canonicalJson(lmIdentity(currentLM.get())),
    metric: parts.metric === undefined ? 'none' : metricId(parts.metric, parts.metricVersion),
  };
  for (const [part, value] of Object.entries(programParts(parts.student))) {
    prints[`student's ${part}`] = textOf(value);
  }
  if (parts.teacher !== undefined) prints['teacher'] = candidateId(parts.teacher);
  for (const [set, examples] of Object.entries(parts.sets)) {
    if (examples !== undefined) prints[set] = printOfSet(examples);
  }
  for (const [option, value] of Object.entries(parts.options)) {
    if (value !== undefined) prints[`option ${option}`] = textOf(printable(value));
  }
  return Object.freeze(prints);
}

/** One line for each part that differs. */
export function differences(before: Fingerprint, now: Fingerprint): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...names]
    .filter((name) => before[name] !== now[name])
    .map((name) => `${name}: ${shown(before[name])} then, ${shown(now[name])} now`);
}

/** The fingerprint as one short name. */
export function jobId(fingerprint: Fingerprint, generation: number): string {
  const hash = sha256(canonicalJson(fingerprint)).slice(0, 12);
  return generation === 0 ? hash : `${hash}-${generation}`;
}

function printOfSet(examples: readonly Example[]): string {
  return `${examples.length} examples, ${sha256(examples.map(exampleId).join(' ')).slice(0, 12)}`;
}

/** Functions by their code, models and programs by what they are. */
function printable(value: unknown): unknown {
  if (typeof value === 'function') return `code ${sourceHash(value)}`;
  if (value instanceof Module) return `program ${candidateId(value)}`;
  if (isModel(value)) return lmIdentity(value);
  if (Array.isArray(value)) return value.map(printable);
  if (isPlainObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, printable(member)]));
  }
  return typeof value === 'object' && value !== null ? `a ${value.constructor.name}` : value;
}

function isModel(value: unknown): value is LanguageModel {
  return typeof value === 'object' && value !== null && 'doGenerate' in value && 'provider' in value;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : canonicalJson(value ?? null);
}

function shown(print: string | undefined): string {
  if (print === undefined) return 'absent';
  return print.length > 80 ? `${print.slice(0, 60)}… (${sha256(print).slice(0, 8)})` : print;
}

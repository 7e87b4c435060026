import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Module } from '../../modules';
import { importModule } from '../../util';
import { normalizeMetric, type NormalizedMetric } from '../normalize-metric';

/** What the module of a task exports. */
export interface LoadedTask {
  /** A fresh program, to load a state into. */
  readonly createProgram: () => Module;
  readonly metric: NormalizedMetric;
}

/**
 * Loads the module of a task: it exports `program`, a class or a function that makes one, and `metric`; and it configures the model
 * that the program asks.
 *
 * @throws Error in words for whoever wrote the module.
 */
export async function loadTask(specifier: string): Promise<LoadedTask> {
  const url = isAbsolute(specifier) ? pathToFileURL(specifier).href : specifier;
  const loaded = await importModule(url);
  const inner = loaded['default'];
  const exported: Record<string, unknown> =
    typeof inner === 'object' && inner !== null ? { ...(inner as object), ...loaded } : loaded;
  const { program, metric } = exported;
  if (typeof program !== 'function') {
    throw new Error(
      `${specifier} exports no program: a class that extends Module, or a function that makes one.`,
    );
  }
  if (typeof metric !== 'function') throw new Error(`${specifier} exports no metric: a function.`);
  return { createProgram: () => make(program, specifier), metric: normalizeMetric(metric as never) };
}

function make(program: object, specifier: string): Module {
  const isClass = (program as { readonly prototype?: unknown }).prototype instanceof Module;
  const made: unknown = isClass
    ? new (program as new () => unknown)()
    : (program as unknown as () => unknown)();
  if (made instanceof Module) return made;
  throw new Error(`The program that ${specifier} exports is no module.`);
}

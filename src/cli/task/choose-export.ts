import { Module } from '../../modules';
import { assertKnownOptions, isPlainObject, nearestOf } from '../../util';
import { CommandError, UsageError } from '../cli-errors';
import { CONFIG_FIELDS, type DspexConfig, type ProgramSource } from '../config/define-config';
import type { LoadedModule } from '../config/find-config';

/** What a module was found to export: a whole config, or a program alone. */
export type Exported =
  | { readonly kind: 'config'; readonly config: DspexConfig }
  | { readonly kind: 'program'; readonly program: ProgramSource };

/**
 * The export that a command works with: the one named, else `default`, `program`, `config`, else the only one that fits.
 *
 * @throws {@link UsageError} when the module has no such export; {@link CommandError} when it is neither program nor config.
 */
export function chooseExport({ file, exports }: LoadedModule, name: string | undefined): Exported {
  const chosen = name ?? nameIn(exports);
  if (chosen === undefined) {
    throw new CommandError({
      problem: `${file} exports no program and no config.`,
      found: `exports: ${Object.keys(exports).join(', ') || 'none'}`,
      expected:
        'a module instance, a class that extends Module, a function that makes one, or defineConfig({ … }).',
      fix: 'export it as default, or name the export: --module file.ts#name',
    });
  }
  if (!Object.hasOwn(exports, chosen) && exports[chosen] === undefined) {
    const nearest = nearestOf(chosen, Object.keys(exports));
    throw new UsageError({
      problem: `${file} has no export ${JSON.stringify(chosen)}.`,
      found: `exports: ${Object.keys(exports).join(', ') || 'none'}`,
      fix: nearest === undefined ? 'name one of them after the #.' : `write #${nearest}.`,
    });
  }
  return exportedOf(exports[chosen], `${file}#${chosen}`);
}

function nameIn(exports: Readonly<Record<string, unknown>>): string | undefined {
  const usual = ['default', 'program', 'config'].find(
    (name) => fits(exports[name]) || typeof exports[name] === 'function',
  );
  if (usual !== undefined) return usual;
  const fitting = Object.keys(exports).filter((name) => fits(exports[name]));
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** What can be nothing but a program or a config. */
function fits(value: unknown): boolean {
  return value instanceof Module || isModuleClass(value) || isConfig(value);
}

function isConfig(value: unknown): value is DspexConfig {
  return isPlainObject(value) && 'program' in value;
}

/** A class of modules, of whatever copy of the library. */
export function isModuleClass(value: unknown): value is new () => Module {
  return (
    typeof value === 'function' && (value as { readonly prototype?: unknown }).prototype instanceof Module
  );
}

function exportedOf(value: unknown, where: string): Exported {
  if (value instanceof Module || typeof value === 'function')
    return { kind: 'program', program: value as ProgramSource };
  if (isConfig(value)) {
    assertKnownOptions(value, CONFIG_FIELDS, `the config ${where}`);
    return { kind: 'config', config: value };
  }
  throw new CommandError({
    problem: `${where} is neither a program nor a config.`,
    found: isPlainObject(value)
      ? `an object with ${Object.keys(value).join(', ') || 'nothing'}`
      : typeof value,
    expected:
      'a module instance, a class that extends Module, a function that makes one, or defineConfig({ program, … }).',
  });
}

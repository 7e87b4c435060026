import { dirname, resolve } from 'node:path';
import { Module, type LoadOptions } from '../../modules';
import { FileReadError } from '../../saving';
import { withContext, type Settings } from '../../settings';
import { CommandError, UsageError } from '../cli-errors';
import type { ValuesOf } from '../command';
import type { PROGRAM_FLAGS } from '../arguments/common-flags';
import type { DspexConfig, ProgramSource } from '../config/define-config';
import { findConfig, loadModule } from '../config/find-config';
import type { Surroundings } from '../surroundings';
import { chooseAdapter } from './choose-adapter';
import { chooseExport, isModuleClass } from './choose-export';
import { chooseModel } from './choose-model';

type ProgramValues = ValuesOf<typeof PROGRAM_FLAGS>;

/** What a command works on: the config and the flags, put together. */
export interface Task {
  readonly config: DspexConfig;
  /** The config's folder: its files are named from there. */
  readonly folder: string;
  /** A program of its own for each call, with the saved one loaded where a file is named. */
  readonly createProgram: (saved?: string) => Promise<Module>;
  /** Runs `body` with the model, the prompt format and the cache that were asked for. */
  readonly within: <Result>(body: () => Promise<Result>) => Promise<Result>;
}

/**
 * Puts together what the config and the flags say; flags come first.
 *
 * @throws {@link UsageError}, {@link CommandError} when there is no program, or it cannot be made.
 */
export async function readTask(values: ProgramValues, surroundings: Surroundings): Promise<Task> {
  const { config, file } = await readConfig(values, surroundings);
  const { lm, adapter } = values;
  if (values['base-url'] !== undefined && lm === undefined) {
    throw new UsageError({ problem: '--base-url goes with --lm.', fix: 'add --lm provider/model.' });
  }
  if (/^\w+:\/\/[^/]*@/.test(values['base-url'] ?? '')) {
    throw new UsageError({
      problem: '--base-url holds a user or password, which would be seen and kept.',
      fix: 'put the key into the environment, such as OPENAI_API_KEY.',
    });
  }
  const model = lm ?? config.lm;
  const format = adapter === undefined ? config.adapter : chooseAdapter(adapter);
  const settings: Settings = {
    ...(model === undefined ? {} : { lm: chooseModel(model, { baseURL: values['base-url'] }) }),
    ...(format === undefined ? {} : { adapter: format }),
    ...(values['no-cache'] ? { cache: false } : {}),
  };
  return {
    config,
    folder: dirname(file),
    within: (body) => withContext(settings, body),
    createProgram: async (saved = values.load) => {
      const program = await makeProgram(config.program, file);
      // The model that was asked for is to be asked, not the one in the file.
      const options = lm === undefined ? {} : { lms: false };
      return saved === undefined ? program : loadSaved(program, resolve(surroundings.cwd, saved), options);
    },
  };
}

async function loadSaved(program: Module, file: string, options: LoadOptions): Promise<Module> {
  try {
    return await program.load(file, options);
  } catch (error) {
    if (error instanceof FileReadError) throw error;
    throw new CommandError({
      problem: `${JSON.stringify(file)} cannot be loaded into the program.`,
      expected: 'a file that dspex compile, or save() of the same program, wrote.',
      cause: error,
    });
  }
}

interface ConfigAt {
  readonly config: DspexConfig;
  readonly file: string;
}

async function readConfig(values: ProgramValues, surroundings: Surroundings): Promise<ConfigAt> {
  const { cwd } = surroundings;
  const named = values.module === undefined ? undefined : await readExport(values.module, surroundings);
  if (named !== undefined && 'config' in named) return named;
  const path = values.config ?? findConfig(cwd);
  const standing = path === undefined ? undefined : await readExport(path, surroundings);
  if (standing !== undefined && !('config' in standing)) {
    throw new CommandError({
      problem: `${standing.file} exports a program where a config must be.`,
      fix: 'export default defineConfig({ program, … }), or name the file with --module.',
    });
  }
  if (named !== undefined) {
    const config = { ...standing?.config, program: named.program };
    return { config, file: standing?.file ?? named.file };
  }
  if (standing !== undefined) return standing;
  throw new UsageError({
    problem: 'No program is named.',
    found: `no dspex.config.{ts,mts,js,mjs,cjs} in ${cwd}`,
    expected: '--module FILE, whose module exports a program; or a config file.',
    fix: 'write --module program.ts, or begin a project with dspex new my-app.',
  });
}

async function readExport(
  named: string,
  surroundings: Surroundings,
): Promise<ConfigAt | { readonly program: ProgramSource; readonly file: string }> {
  const [path = '', name] = named.split('#');
  const loaded = await loadModule(path, surroundings);
  const exported = chooseExport(loaded, name);
  return exported.kind === 'config'
    ? { config: exported.config, file: loaded.file }
    : { program: exported.program, file: loaded.file };
}

async function makeProgram(source: ProgramSource, file: string): Promise<Module> {
  if (source instanceof Module) return source.deepCopy();
  const made: unknown = isModuleClass(source) ? new source() : await (source as () => unknown)();
  if (made instanceof Module) return made;
  throw new CommandError({
    problem: `The program of ${file} is no module.`,
    found: typeof made,
    expected: 'a module instance, a class that extends Module, or a function that makes one.',
  });
}

import { autoCompiler, type AutoCompileOptions, type Module } from '../../modules';
import { Auto } from './auto';
import { AUTO_OPTIONS, type AutoOptions } from './auto-options';
import type { CompileOptions } from '../teleprompter';

/**
 * Splits the options of `program.compile(options)` into those of `Auto` and those of a compilation.
 *
 * Exported because the bundler takes a file without exports for CommonJS, and then delays every other file.
 */
export function compileAuto<Student extends Module>(
  student: Student,
  options: AutoCompileOptions,
): Promise<Student> {
  const [own, others]: [Record<string, unknown>, Record<string, unknown>] = [{}, {}];
  for (const [name, value] of Object.entries(options)) {
    (AUTO_OPTIONS.includes(name as keyof AutoOptions) ? own : others)[name] = value;
  }
  const optimizer = new Auto(own as unknown as AutoOptions);
  return optimizer.compile(student, others as unknown as CompileOptions);
}

autoCompiler.setDefault(compileAuto as never);

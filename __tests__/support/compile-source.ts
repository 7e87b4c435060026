import { transformSync as esbuild } from 'esbuild';
import { transformSync as swc } from '@swc/core';
import ts from 'typescript';

/** Turns the TypeScript text of one module into the JavaScript text of a CommonJS module. */
export type Compile = (source: string, file: string) => string;

/** The compilers of decorators that users have, by what they are called in test names. */
export const compilers: Readonly<Record<string, Compile>> = {
  'tsc, legacy with metadata': tsc({ experimentalDecorators: true, emitDecoratorMetadata: true }),
  'tsc, legacy with metadata and isolatedModules': tsc({
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    isolatedModules: true,
  }),
  'tsc, legacy with metadata and fields defined': tsc({
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    useDefineForClassFields: true,
  }),
  'tsc, legacy without metadata': tsc({ experimentalDecorators: true }),
  'tsc, standard': tsc({}),
  'swc, legacy with metadata': bySwc({ legacyDecorator: true, decoratorMetadata: true }),
  'swc, legacy without metadata': bySwc({ legacyDecorator: true }),
  'swc, standard 2022-03': bySwc({ decoratorVersion: '2022-03' }),
  'swc, standard 2023-11': bySwc({ decoratorVersion: '2023-11' as '2022-03' }),
  'esbuild, legacy': byEsbuild({ experimentalDecorators: true }),
  'esbuild, standard': byEsbuild({}),
};

/** The names of the compilers of one dialect. */
export function compilersOf(dialect: 'legacy' | 'standard'): string[] {
  return Object.keys(compilers).filter((name) => name.includes(dialect));
}

/** Modules by the specifier they are imported with. */
export type Modules = Readonly<Record<string, unknown>>;

/**
 * Compiles files that import each other, and runs one of them.
 *
 * @param files their texts by name, without the extension.
 * @param modules what other specifiers give.
 * @returns a function that requires a file, or a module, as the files themselves do.
 */
export function runSources(compile: Compile, files: Readonly<Record<string, string>>, modules: Modules) {
  const loaded = new Map<string, { exports: Record<string, unknown> }>();
  const requireIt = (specifier: string): Record<string, unknown> => {
    const name = specifier.replace(/^\.\//, '');
    const source = files[name];
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- compiled code asks for its helpers
    if (source === undefined) return (modules[specifier] ?? require(specifier)) as Record<string, unknown>;
    const known = loaded.get(name);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    loaded.set(name, module);
    const code = compile(source, `${name}.ts`);
    new Function('require', 'module', 'exports', code)(requireIt, module, module.exports);
    return module.exports;
  };
  return requireIt;
}

function tsc(options: ts.CompilerOptions): Compile {
  const compilerOptions: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.CommonJS,
    strict: true,
    esModuleInterop: true,
    useDefineForClassFields: false,
    ...options,
  };
  return (source, fileName) => ts.transpileModule(source, { compilerOptions, fileName }).outputText;
}

function bySwc(transform: NonNullable<NonNullable<Parameters<typeof swc>[1]>['jsc']>['transform']): Compile {
  return (source, filename) =>
    swc(source, {
      filename,
      swcrc: false,
      configFile: false,
      module: { type: 'commonjs' },
      jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2022', transform },
    }).code;
}

function byEsbuild(options: { readonly experimentalDecorators?: boolean }): Compile {
  return (source, sourcefile) =>
    esbuild(source, {
      loader: 'ts',
      format: 'cjs',
      target: 'es2022',
      sourcefile,
      tsconfigRaw: { compilerOptions: { ...options, useDefineForClassFields: false } },
    }).code;
}

import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { importModule, isErrorLike } from '../../util';
import { isModuleFile, readyForTypeScript } from './ready-for-typescript';

/**
 * Loads a file of JavaScript or TypeScript, ES module or CommonJS.
 *
 * @throws {@link CommandError} when nothing here can load TypeScript; what the file throws.
 */
export async function importFile(file: string): Promise<unknown> {
  if (!/\.[cm]?tsx?$/.test(file)) return importModule(pathToFileURL(file).href);
  await readyForTypeScript(file);
  if (isModuleFile(file)) return importModule(pathToFileURL(file).href);
  try {
    return createRequire(file)(file) as unknown;
  } catch (error) {
    // CommonJS that imports an ES module with an await at its top.
    const code = isErrorLike(error) && 'code' in error ? error.code : undefined;
    if (code !== 'ERR_REQUIRE_ESM' && code !== 'ERR_REQUIRE_ASYNC_MODULE') throw error;
    return importModule(pathToFileURL(file).href);
  }
}

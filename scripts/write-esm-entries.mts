import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly import: { readonly default: string } }>>;
}

/**
 * Writes the ESM entry of each subpath in package.json: every export of the CommonJS build beside it, by name.
 *
 * The code is there once, so `import` and `require` in one process share their classes, settings and caches.
 */
export function writeEsmEntries(root: string): void {
  const require = createRequire(join(root, 'package.json'));
  const { exports } = require('./package.json') as Manifest;
  for (const target of Object.values(exports)) {
    if (typeof target === 'string') continue;
    const entry = join(root, target.import.default);
    const commonJs = entry.replace(/\.mjs$/, '.cjs');
    const names = Object.keys(require(commonJs) as object).filter((name) => IDENTIFIER.test(name));
    const from = `./${basename(commonJs)}`;
    // Node reads a CommonJS file that is imported twice, the first time to guess its exports: a short one between spares that.
    const between = entry.replace(/\.mjs$/, '-for-esm.cjs');
    writeFileSync(between, `const all = require('${from}');\nmodule.exports = all;\n`);
    const lines = names.map((name) => `export const ${name} = all.${name};`);
    writeFileSync(entry, [`import all from './${basename(between)}';`, '', ...lines, ''].join('\n'));
    writeFileSync(entry.replace(/\.mjs$/, '.d.mts'), `export * from '${from}';\n`);
  }
}

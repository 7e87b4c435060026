import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './doc-pages';

/** Every name, types included, that any entry of the package exports by its list. */
export function exportedNames(): ReadonlySet<string> {
  const doors = readFileSync(join(ROOT, 'tsdown.config.mts'), 'utf8').matchAll(/'(src\/[\w/-]*index\.ts)'/g);
  const names = [...doors].flatMap(([, door = '']) => namesIn(readFileSync(join(ROOT, door), 'utf8')));
  return new Set(names);
}

function namesIn(source: string): string[] {
  return [...source.matchAll(/export (?:type )?\{([^}]*)\}/g)]
    .flatMap(([, list = '']) => list.split(','))
    .map((entry) =>
      entry
        .replace(/^\s*(?:\/\/[^\n]*\s*)*(?:type )?/, '')
        .replace(/^.* as /, '')
        .trim(),
    )
    .filter((name) => /^\w+$/.test(name));
}

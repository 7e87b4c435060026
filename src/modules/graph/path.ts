import { ModulePathError } from '../modules-errors';

/** One step on the way from a module to something in it. */
export type PathStep =
  /** A property of a module. */
  | { readonly kind: 'attribute'; readonly name: string }
  /** A place in an array, or a number that is the key of a map. */
  | { readonly kind: 'index'; readonly index: number }
  /** A key of a map or of a plain object. */
  | { readonly kind: 'key'; readonly key: string }
  /** A key that no path can name. */
  | { readonly kind: 'unnamed'; readonly found: string };

/**
 * A path as DSPy writes it: `route`, `steps[0]`, `tools['x']`, `answer.predict`; no step at all is `self`.
 *
 * A name or key that would make the path ambiguous is written as JSON: `named["a']b"]`. So two places never have the same
 * path, and {@link parsePath} finds the way back.
 *
 * @throws {@link ModulePathError} for a step that no path can name.
 */
export function formatPath(steps: readonly PathStep[]): string {
  if (steps.length === 0) return 'self';
  return steps.map((step, index) => formatStep(step, index === 0)).join('');
}

function formatStep(step: PathStep, isFirst: boolean): string {
  switch (step.kind) {
    case 'index':
      return `[${step.index}]`;
    case 'key':
      return step.key.includes("']") ? `[${JSON.stringify(step.key)}]` : `['${step.key}']`;
    case 'attribute':
      if (step.name === '' || /[.[\]'"]/.test(step.name) || (isFirst && step.name === 'self')) {
        return `[${JSON.stringify(step.name)}]`;
      }
      return isFirst ? step.name : `.${step.name}`;
    case 'unnamed':
      throw new ModulePathError(
        `A module hangs in a map under a key that is ${step.found}, which no path can name.`,
        'use text as the key.',
      );
  }
}

/**
 * The steps of a path that {@link formatPath} wrote. A name written as JSON comes back as a key.
 *
 * @throws {@link ModulePathError} for text that is no path.
 */
export function parsePath(path: string): readonly PathStep[] {
  if (path === 'self') return [];
  const steps: PathStep[] = [];
  for (let at = 0; at < path.length;) {
    const [step, end] = readStep(path, at);
    steps.push(step);
    at = end;
  }
  return steps;
}

function readStep(path: string, at: number): readonly [PathStep, number] {
  if (path.startsWith("['", at)) {
    const end = path.indexOf("']", at + 2);
    if (end !== -1) return [{ kind: 'key', key: path.slice(at + 2, end) }, end + 2];
  } else if (path.startsWith('["', at)) {
    const text = match(/"(?:[^"\\]|\\.)*"(?=\])/y, path, at + 1);
    if (text !== undefined) return [{ kind: 'key', key: JSON.parse(text) as string }, at + text.length + 2];
  } else if (path[at] === '[') {
    const digits = match(/\d+(?=\])/y, path, at + 1);
    if (digits !== undefined) return [{ kind: 'index', index: Number(digits) }, at + digits.length + 2];
  } else if ((path[at] === '.') !== (at === 0)) {
    const start = at === 0 ? 0 : at + 1;
    const name = match(/[^.[\]'"]+/y, path, start);
    if (name !== undefined) return [{ kind: 'attribute', name }, start + name.length];
  }
  throw new ModulePathError(
    `${JSON.stringify(path)} is no path of a module: it cannot be read at position ${at + 1}.`,
    "write it as namedPredictors() does, such as route, steps[0].predict or tools['x'].",
  );
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

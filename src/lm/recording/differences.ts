import { excerpt, isPlainObject } from '../../util';

/** How two plain values differ. */
export interface Differences {
  /** A line each: the path, what was recorded, what was asked. */
  readonly lines: readonly string[];
  /** How far they are apart: characters that are not in common, and much for what is no text. */
  readonly distance: number;
}

/** Where a recorded and an asked value differ. */
export function differencesOf(recorded: unknown, asked: unknown): Differences {
  const found: Found = { lines: [], distance: 0 };
  compare({ recorded, asked }, 'request', found);
  return found;
}

interface Found {
  readonly lines: string[];
  distance: number;
}

/** What a difference that is not within a text counts, in characters. */
const ELSEWHERE = 200;

interface Pair {
  readonly recorded: unknown;
  readonly asked: unknown;
}

function compare({ recorded, asked }: Pair, path: string, found: Found): void {
  if (Array.isArray(recorded) && Array.isArray(asked)) {
    const length = Math.max(recorded.length, asked.length);
    for (let index = 0; index < length; index++) {
      compare({ recorded: recorded[index], asked: asked[index] }, `${path}[${index}]`, found);
    }
  } else if (isPlainObject(recorded) && isPlainObject(asked)) {
    for (const key of new Set([...Object.keys(recorded), ...Object.keys(asked)])) {
      compare({ recorded: recorded[key], asked: asked[key] }, `${path}.${key}`, found);
    }
  } else if (!Object.is(recorded, asked)) note({ recorded, asked }, path, found);
}

function note({ recorded, asked }: Pair, path: string, found: Found): void {
  if (typeof recorded !== 'string' || typeof asked !== 'string') {
    found.distance += ELSEWHERE;
    found.lines.push(`${path}: recorded ${show(recorded)}, asked ${show(asked)}`);
    return;
  }
  let at = 0;
  while (at < recorded.length && recorded[at] === asked[at]) at++;
  const from = Math.max(0, at - 20);
  found.distance += Math.max(recorded.length, asked.length) - at;
  found.lines.push(
    `${path}, from character ${at}: recorded ${show(recorded.slice(from))}, asked ${show(asked.slice(from))}`,
  );
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : excerpt(JSON.stringify(value), 80);
}

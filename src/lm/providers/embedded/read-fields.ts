import { BoundedCache } from './bounded-cache';
import { parseShape } from './parse-shape';
import type { Slot } from './shape';

/** What a system message says. */
export interface ReadFields {
  /** Every field it describes, inputs and outputs, in the order described. */
  readonly fields: readonly Slot[];
  /** Everything that is neither a field's line nor a marker: the task in words. */
  readonly instructions: string;
}

const FIELD = /^\s*(?:\d+[.)]|[-*])\s*`([A-Za-z_$][\w$-]*)(\?)?`\s*(.*)$/;
const cache = new BoundedCache<ReadFields>(256);

/** Reads the list of fields, one a line with its type in parentheses, and the instructions around it. */
export function readFields(system: string): ReadFields {
  return cache.get(system, () => read(system));
}

function read(system: string): ReadFields {
  const fields: { name: string; optional: boolean; lines: string[] }[] = [];
  const rest: string[] = [];
  let open: string[] | undefined;
  for (const line of system.split('\n')) {
    const match = FIELD.exec(line);
    if (match !== null) {
      open = [match[3] ?? ''];
      fields.push({ name: match[1] ?? '', optional: match[2] === '?', lines: open });
    } else if (open !== undefined && /^\s+\S/.test(line)) open.push(line.trim());
    else {
      open = undefined;
      if (!line.includes('[[ ## ')) rest.push(line.trim());
    }
  }
  return { fields: fields.map(slotOf), instructions: rest.filter((line) => line !== '').join('\n') };
}

function slotOf({ name, optional, lines }: { name: string; optional: boolean; lines: string[] }): Slot {
  const { type, after } = splitType(lines.join('\n'));
  const shape = withBounds(parseShape(type), after);
  return { name, shape: optional ? { kind: 'maybe', of: shape } : shape, desc: after };
}

/** `(integer): how many` → the type inside the balanced parentheses, and what comes after it. */
function splitType(text: string): { readonly type: string; readonly after: string } {
  if (!text.startsWith('(')) {
    const [, type = '', after = ''] = /^:?\s*([^:\n]*):?\s*([\s\S]*)$/.exec(text) ?? [];
    return looksLikeType(type) ? { type, after } : { type: 'string', after: text.replace(/^:\s*/, '') };
  }
  let depth = 0;
  let quote = '';
  for (let index = 0; index < text.length; index++) {
    const unit = text.charAt(index);
    if (quote !== '') {
      if (unit === '\\') index++;
      else if (unit === quote) quote = '';
    } else if (unit === '"' || unit === "'") quote = unit;
    else if (unit === '(') depth++;
    else if (unit === ')' && --depth === 0) {
      return { type: text.slice(1, index), after: text.slice(index + 1).replace(/^\s*[:,—–-]?\s*/, '') };
    }
  }
  return { type: 'string', after: text };
}

function looksLikeType(text: string): boolean {
  return /^(?:string|str|number|integer|int|float|boolean|bool|date|".*)\b|^["{]/.test(text.trim());
}

/** Limits of a number that are said in words, such as "must not be less than 0". */
function withBounds(shape: Slot['shape'], words: string): Slot['shape'] {
  if (shape.kind !== 'number') return shape;
  const min =
    /(?:not be less than|at least|minimum|>=|greater than or equal to)\D{0,3}(-?\d+(?:\.\d+)?)/i.exec(words);
  const max =
    /(?:not be (?:greater|more) than|at most|maximum|<=|less than or equal to)\D{0,3}(-?\d+(?:\.\d+)?)/i.exec(
      words,
    );
  return {
    ...shape,
    ...(min === null ? {} : { min: Number(min[1]) }),
    ...(max === null ? {} : { max: Number(max[1]) }),
  };
}

import type { ContentPart } from '../messages';
import { conform, partsOf, toJson, type FieldType, type PromptType } from '../types';
import { isMap } from '../util';

const holders = new WeakMap<FieldType, boolean>();

/** Whether a value of the type may hold one that has its own way into a prompt. */
export function holdsPromptTypes(type: FieldType): boolean {
  let known = holders.get(type);
  if (known === undefined) {
    known = leadsToPromptType(type, new Set());
    holders.set(type, known);
  }
  return known;
}

function leadsToPromptType(type: FieldType, seen: Set<FieldType>): boolean {
  if (seen.has(type)) return false;
  seen.add(type);
  return partsOf(type).some((part) => part.kind === 'custom' || leadsToPromptType(part, seen));
}

/**
 * A value that holds media: the JSON of it names each as an attachment, and the attachments follow. A list of nothing else
 * is just its items, numbered.
 */
export function formatWithMedia(type: FieldType, value: unknown): string | readonly ContentPart[] {
  const media: (readonly ContentPart[])[] = [];
  const json = shown(type, value, media);
  const text = typeof json === 'string' ? json : JSON.stringify(json);
  if (media.length === 0) return text;
  const [only] = media;
  if (media.length === 1 && only !== undefined && json === nameOf(1)) return only;
  const isList = Array.isArray(json) && json.every((item, index) => item === nameOf(index + 1));
  const labelled = media.flatMap((parts, index): ContentPart[] => [
    { type: 'text', text: isList ? `[${index + 1}]` : `${nameOf(index + 1)}:` },
    ...parts,
  ]);
  return isList ? labelled : [{ type: 'text', text }, ...labelled];
}

const ANY: FieldType = Object.freeze({ kind: 'any' });
const nameOf = (number: number): string => `attachment ${number}`;

/** The JSON a prompt shows; what is no text is put among the media. */
function shown(type: FieldType, value: unknown, media: (readonly ContentPart[])[]): unknown {
  if (value === null || value === undefined) return value ?? null;
  switch (type.kind) {
    case 'custom':
      return type.type.is(value) ? attached(type.type, value, media) : toJson(type, value);
    case 'array':
    case 'tuple': {
      if (!Array.isArray(value)) return toJson(type, value);
      return value.map((item, index) =>
        shown(type.kind === 'array' ? type.items : (type.items[index] ?? ANY), item, media),
      );
    }
    case 'map': {
      const entries: [unknown, unknown][] = isMap(value) ? [...value] : Object.entries(value as object);
      return Object.fromEntries(
        entries.map(([key, member]) => [String(key), shown(type.values, member, media)]),
      );
    }
    case 'object':
      return Object.fromEntries(
        type
          .properties()
          .filter(({ name }) => (value as Record<string, unknown>)[name] !== undefined)
          .map(({ name, type: inner }) => [
            name,
            shown(inner, (value as Record<string, unknown>)[name], media),
          ]),
      );
    case 'union': {
      const option = type.options.find((one) => conform(one, value).length === 0);
      return option === undefined ? toJson(type, value) : shown(option, value, media);
    }
    default:
      return toJson(type, value);
  }
}

function attached(type: PromptType, value: unknown, media: (readonly ContentPart[])[]): unknown {
  const parts = type.toParts(value);
  if (typeof parts === 'string') return parts;
  if (parts.every((part) => part.type === 'text')) return parts.map((part) => part.text).join('\n');
  media.push(parts);
  return nameOf(media.length);
}

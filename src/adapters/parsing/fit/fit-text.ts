import { isContainer, type BareNode, type SourceNode } from '../reader/source-node';
import { dateNamedIn, dateOf } from '../words/dates';
import { type Fitting, type Path, WITHHELD } from './fitting';
import { MENDINGS } from './mendings';
import { literalOf } from './plain-value';

/** Text. What is no text is taken as it stands in the reply, but for null. */
export function fitText(
  schema: Readonly<Record<string, unknown>>,
  node: SourceNode,
  fitting: Fitting,
  path: Path,
): unknown {
  const format = schema['format'];
  if (format === 'date' || format === 'date-time') return fitDate(format, node, fitting, path);
  if (node.kind === 'text') {
    fitting.visit(node, path);
    return node.text;
  }
  if (node.kind === 'bare') return fitBare(node, fitting, path);
  if (fitting.isPartial && node.isOpen) return WITHHELD;
  fitting.mend(MENDINGS.containerToText, path);
  return node.source.slice(node.start, node.end).trim();
}

function fitBare(node: BareNode, fitting: Fitting, path: Path): unknown {
  if (fitting.isPartial && node.isOpen) return shownText(node.text);
  const literal = literalOf(node);
  if (literal?.value === null && node.isWhole !== true) return fitting.misfit(path, 'text', node);
  fitting.visit(node, path);
  if (literal !== undefined) fitting.mend(MENDINGS.scalarToText, path);
  else if (node.isWhole !== true) fitting.mend(MENDINGS.bareText, path);
  return node.text;
}

/** As much of unfinished words as will surely stay: no half of a character, no comma that may belong behind them. */
function shownText(text: string): string {
  return text.replace(/[\uD800-\uDBFF]$/, '').replace(/,\s*$/, '');
}

function fitDate(format: 'date' | 'date-time', node: SourceNode, fitting: Fitting, path: Path): unknown {
  const expected = format === 'date' ? 'a date (YYYY-MM-DD)' : 'a date and time (ISO 8601)';
  if (fitting.isPartial && node.isOpen) return WITHHELD;
  if (isContainer(node)) return fitting.misfit(path, expected, node);
  const { text } = node;
  const written = dateOf(text, format);
  const day = written === undefined && format === 'date-time' ? dateOf(text, 'date') : undefined;
  const date = written ?? (day === undefined ? dateNamedIn(text, format) : `${day}T00:00:00Z`);
  if (date === undefined) return fitting.misfit(path, expected, node);
  fitting.visit(node, path);
  if (day !== undefined) fitting.mend(MENDINGS.dayAlone, path);
  else if (written === undefined) fitting.mend(MENDINGS.namedDate, path);
  else if (!isSameDate(text, date)) fitting.mend(MENDINGS.writtenDate, path);
  else return text;
  return date;
}

/** Whether a text is the date as ISO 8601 writes it, with or without seconds. */
function isSameDate(text: string, date: string): boolean {
  return (
    text === date ||
    /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[Zz]|[+-]\d{2}:?\d{2})?$/.test(text)
  );
}

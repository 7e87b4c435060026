import { isContainer, type ListNode, type RecordNode, type SourceNode } from '../reader/source-node';
import { booleanOf } from '../words/booleans';
import { numberOf } from '../words/numbers';
import { bareText } from '../words/fold-text';
import { MISFIT, within, WITHHELD, type Fitting, type Path } from './fitting';
import { MENDINGS } from './mendings';
import { literalOf } from './plain-value';

/** A number. */
export function fitNumber(fitting: Fitting, node: SourceNode, path: Path, isWhole: boolean): unknown {
  const expected = isWhole ? 'a whole number' : 'a number';
  if (isContainer(node))
    return fitOnlyPart(fitting, node, path, {
      expected,
      fit: (part, at) => fitNumber(fitting, part, at, isWhole),
    });
  if (isWithheld(fitting, node)) return WITHHELD;
  const literal = node.kind === 'bare' ? literalOf(node) : undefined;
  const exact = literal?.isJson === true ? literal.value : undefined;
  if (typeof exact === 'number' || typeof exact === 'bigint') {
    fitting.visit(node, path);
    return isWhole && typeof exact === 'number' && !Number.isInteger(exact)
      ? fitting.misfit(path, expected, node)
      : exact;
  }
  const found = numberOf(node.text);
  if (found === undefined || (isWhole && typeof found.value === 'number' && !Number.isInteger(found.value)))
    return fitting.misfit(path, expected, node);
  fitting.visit(node, path);
  if (found.how === 'named') fitting.mend(MENDINGS.namedNumber, path);
  else if (found.how === 'written') fitting.mend(MENDINGS.writtenNumber, path);
  else fitting.mend(node.kind === 'text' ? MENDINGS.textToNumber : MENDINGS.otherNumber, path);
  return found.value;
}

/** True or false. */
export function fitBoolean(fitting: Fitting, node: SourceNode, path: Path): unknown {
  const expected = 'true or false';
  if (isContainer(node))
    return fitOnlyPart(fitting, node, path, { expected, fit: (part, at) => fitBoolean(fitting, part, at) });
  if (isWithheld(fitting, node)) return WITHHELD;
  const literal = node.kind === 'bare' ? literalOf(node) : undefined;
  if (typeof literal?.value === 'boolean') {
    fitting.visit(node, path);
    if (!literal.isJson) fitting.mend(MENDINGS.otherLiteral, path);
    return literal.value;
  }
  if (literal?.value === 0 || literal?.value === 1) {
    fitting.visit(node, path);
    fitting.mend(MENDINGS.numberToBoolean, path);
    return literal.value === 1;
  }
  const found = literal === undefined ? booleanOf(node.text) : undefined;
  if (found === undefined) return fitting.misfit(path, expected, node);
  fitting.visit(node, path);
  fitting.mend(found.how === 'named' ? MENDINGS.namedBoolean : MENDINGS.writtenBoolean, path);
  return found.value;
}

const NULL_WORDS = new Set(['null', 'none', 'n/a', 'nil', 'undefined', '']);

/** Null. */
export function fitNull(fitting: Fitting, node: SourceNode, path: Path): unknown {
  if (isContainer(node)) return fitting.misfit(path, 'null', node);
  if (isWithheld(fitting, node)) return WITHHELD;
  const literal = node.kind === 'bare' ? literalOf(node) : undefined;
  const isNull = literal?.value === null;
  if (!isNull && !NULL_WORDS.has(bareText(node.text).toLowerCase()))
    return fitting.misfit(path, 'null', node);
  fitting.visit(node, path);
  if (isNull && !literal.isJson && !(node.kind === 'bare' && node.isWhole === true))
    fitting.mend(MENDINGS.otherLiteral, path);
  else if (!isNull || !literal.isJson) fitting.mend(MENDINGS.writtenNull, path);
  return null;
}

/** Whether a scalar has not come far enough: `1` may become `12`. */
export function isWithheld(fitting: Fitting, node: SourceNode): boolean {
  return fitting.isPartial && node.isOpen;
}

/** How the only part of a list or object is fitted. */
export interface PartFit {
  readonly expected: string;
  readonly fit: (part: SourceNode, path: Path) => unknown;
}

/** A scalar that is the only item of a list, or the only member of an object. */
export function fitOnlyPart(
  fitting: Fitting,
  node: ListNode | RecordNode,
  path: Path,
  { expected, fit }: PartFit,
): unknown {
  if (fitting.isPartial && node.isOpen) return WITHHELD;
  const [part, second] = node.kind === 'list' ? node.items : node.members.map(({ value }) => value);
  if (part === undefined || second !== undefined || isContainer(part))
    return fitting.misfit(path, expected, node);
  const step = node.kind === 'list' ? 0 : (node.members[0]?.key ?? '');
  const value = fit(part, within(path, step));
  if (value === MISFIT || value === WITHHELD) return value;
  fitting.visit(node, path);
  fitting.mend(MENDINGS.unwrapped, path);
  return value;
}

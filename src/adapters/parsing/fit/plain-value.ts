import { PROTOTYPE_KEYS } from '../../../util';
import { isContainer, type BareNode, type SourceNode } from '../reader/source-node';
import { exactNumber } from '../words/numbers';
import { within, WITHHELD, type Fitting, type Path } from './fitting';
import { MENDINGS } from './mendings';

const LITERALS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };
const OTHER_LITERALS: Readonly<Record<string, boolean | null>> = {
  True: true,
  TRUE: true,
  False: false,
  FALSE: false,
  None: null,
  Null: null,
  NULL: null,
  undefined: null,
};
/** More digits than this are text: to turn them into a number takes longer than linear time. */
const LONGEST_NUMBER = 5000;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** What a bare text is by itself, whatever is asked for. */
export interface Literal {
  readonly value: number | bigint | boolean | null;
  /** Whether JSON writes it so. */
  readonly isJson: boolean;
}

/** The number or literal that a bare text is; undefined for words. */
export function literalOf({ text }: BareNode): Literal | undefined {
  if (Object.hasOwn(LITERALS, text)) return { value: LITERALS[text] ?? null, isJson: true };
  if (text.length < LONGEST_NUMBER && NUMBER.test(text)) {
    const value = exactNumber(text);
    return typeof value === 'number' && !Number.isFinite(value) ? undefined : { value, isJson: true };
  }
  if (Object.hasOwn(OTHER_LITERALS, text)) return { value: OTHER_LITERALS[text] ?? null, isJson: false };
  return undefined;
}

/** The value of a node where any value is welcome. */
export function plainValue(fitting: Fitting, node: SourceNode, path: Path): unknown {
  fitting.visit(node, path);
  if (fitting.isPartial && node.isOpen && !isContainer(node) && node.kind !== 'text') return WITHHELD;
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'bare':
      return plainBare(fitting, node, path);
    case 'list': {
      const items = node.items.map((item, index) => plainValue(fitting, item, within(path, index)));
      return items.filter((item) => item !== WITHHELD);
    }
    case 'record': {
      const result: Record<string, unknown> = {};
      for (const { key, value } of node.members) {
        const place = within(path, key);
        if (PROTOTYPE_KEYS.has(key)) fitting.mend(MENDINGS.unsafeKey, place);
        else if (value !== undefined) {
          const plain = plainValue(fitting, value, place);
          if (plain !== WITHHELD) result[key] = plain;
        }
      }
      return result;
    }
  }
}

function plainBare(fitting: Fitting, node: BareNode, path: Path): unknown {
  const literal = literalOf(node);
  if (literal === undefined) {
    if (node.isWhole !== true) fitting.mend(MENDINGS.bareText, path);
    return node.text;
  }
  if (!literal.isJson) fitting.mend(MENDINGS.otherLiteral, path);
  return literal.value;
}

import type { Cursor } from './cursor';
import { lookPast, startsMember } from './lookahead';
import type { ListNode, RecordNode, SourceNode } from './source-node';
import type { Surroundings } from './surroundings';

/** A list or record that is open while its parts are read. */
export interface Frame {
  readonly node: ListNode | RecordNode;
  readonly isTuple: boolean;
  /** What comes next: a key or an item, the value of a key, or what stands between two of them. */
  expects: 'entry' | 'value' | 'separator';
  /** Whether a comma was just read. */
  hasComma: boolean;
  /** What its parts stand in. */
  readonly around: Surroundings;
}

/** The frame of a list or record that is opened within another. */
export function frameOf(node: ListNode | RecordNode, isTuple: boolean, outer: Frame | undefined): Frame {
  const isList = node.kind === 'list';
  const around: Surroundings = {
    holder: isList ? (isTuple ? 'tuple' : 'list') : 'record',
    depth: (outer?.around.depth ?? 0) + 1,
    hasList: (isList && !isTuple) || outer?.around.hasList === true,
    hasRecord: !isList || outer?.around.hasRecord === true,
  };
  return { node, isTuple, expects: 'entry', hasComma: false, around };
}

/**
 * What a closing bracket does: `close` what is open; `take` it for another kind of bracket and close; `imply` that the
 * right bracket was left out, and look at it again; `skip` it as one too many.
 */
export type CloseAction = 'close' | 'take' | 'imply' | 'skip';

/** What a closing bracket at the cursor does to what is open. */
export function closeAt(cursor: Cursor, stack: readonly Frame[], sign: string): CloseAction {
  const top = stack.at(-1);
  if (top === undefined) return 'skip';
  if (sign === (top.node.kind === 'record' ? '}' : top.isTuple ? ')' : ']')) return 'close';
  const below = stack.at(-2);
  if (sign === ')') return top.node.kind === 'list' ? 'take' : 'skip';
  if (sign === ']') {
    if (below?.around.hasList === true) return 'imply';
    return top.isTuple ? 'take' : 'skip';
  }
  if (top.node.kind === 'record' || below?.around.hasRecord !== true) return 'skip';
  return isMistaken(cursor, stack) ? 'take' : 'imply';
}

/** A brace that closes a list: what follows is a member of the record the list is in, which nothing else could take. */
function isMistaken(cursor: Cursor, stack: readonly Frame[]): boolean {
  const holder = stack.at(-2);
  const outer = stack.at(-3);
  if (holder?.node.kind !== 'record' || outer?.node.kind === 'record') return false;
  const { at, sign } = lookPast(cursor, cursor.position + 1);
  return sign === ',' && lookPast(cursor, at + 1).sign === '"' && startsMember(cursor, at + 1) === 'yes';
}

/** Puts a value where a list or record expects it. */
export function attach({ node }: Frame, value: SourceNode): void {
  if (node.kind === 'list') node.items.push(value);
  else {
    const member = node.members.at(-1);
    if (member !== undefined) member.value = value;
  }
}

/** The value that was read last. */
export function lastValue({ node }: Frame): SourceNode | undefined {
  return node.kind === 'list' ? node.items.at(-1) : node.members.at(-1)?.value;
}

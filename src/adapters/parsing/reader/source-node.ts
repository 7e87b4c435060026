import type { RepairKind } from '../../../primitives';

/** Something that was mended while a node was read. */
export interface Mark {
  readonly kind: RepairKind;
  readonly message: string;
}

/** What was read at one place of a text, before a schema says what it means. */
export type SourceNode = TextNode | BareNode | ListNode | RecordNode;

interface NodeBase {
  /** Where it begins in the whole text. */
  readonly start: number;
  /** Where it ends; while it is open, where reading has come to. */
  end: number;
  /** Whether its end has not been seen: the text broke off, or more is to come. */
  isOpen: boolean;
  /** What was mended in it, without its children. */
  marks: Mark[] | undefined;
}

/** Text in quotes: surely text, whatever it looks like. */
export interface TextNode extends NodeBase {
  readonly kind: 'text';
  text: string;
}

/** Text without quotes: a number, a literal or words. The schema decides. */
export interface BareNode extends NodeBase {
  readonly kind: 'bare';
  text: string;
  /** Whether it is a reply as a whole: words are then no mistake of syntax. */
  readonly isWhole?: boolean;
}

/** Values in square brackets, or in round ones as Python writes them. */
export interface ListNode extends NodeBase {
  readonly kind: 'list';
  readonly source: SourceText;
  readonly items: SourceNode[];
}

/** Members in braces. A member without a value is a set's, as Python writes them, or one that has not come yet. */
export interface RecordNode extends NodeBase {
  readonly kind: 'record';
  readonly source: SourceText;
  readonly members: Member[];
}

/** A key and its value. */
export interface Member {
  readonly key: string;
  value: SourceNode | undefined;
  readonly isQuoted: boolean;
}

/** A text that nodes were read from. */
export interface SourceText {
  /** The characters between two places of it. */
  slice(start: number, end: number): string;
}

/** Whether a node holds others. */
export function isContainer(node: SourceNode): node is ListNode | RecordNode {
  return node.kind === 'list' || node.kind === 'record';
}

/** Adds a mark, once for each message. */
export function mark(node: SourceNode, kind: RepairKind, message: string): void {
  node.marks ??= [];
  if (!node.marks.some((known) => known.message === message)) node.marks.push({ kind, message });
}

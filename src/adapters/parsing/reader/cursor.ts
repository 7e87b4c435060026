import type { RepairKind } from '../../../primitives';
import type { KnownKeys } from './known-keys';
import { mark, type SourceNode, type SourceText } from './source-node';

/** How far from a doubtful character its meaning is looked for. */
export const WINDOW = 240;

/** Characters kept behind the place that reading has come to, for looking back. */
const KEPT = 64;

/**
 * Pays for looking at characters that will be looked at again. It is a multiple of the text's length: whatever the text,
 * reading it takes time that is linear in its length.
 */
export class LookaheadBudget {
  #left = 20_000;

  /** Whether something is left. */
  get isLeft(): boolean {
    return this.#left > 0;
  }

  /** More text allows for more. */
  grow(length: number): void {
    this.#left += 2 * length;
  }

  /** @returns whether something is left. */
  spend(characters: number): boolean {
    this.#left -= characters + 4;
    return this.#left > 0;
  }
}

/** `strict`: nothing is mended; `final`: the text is whole; `growing`: more may come. */
export type CursorMode = 'strict' | 'final' | 'growing';

/**
 * A place in a text that may still grow. What was read is let go of, so that reading a stream costs no more than reading
 * the whole.
 */
export class Cursor {
  /** The part of the text that is at hand. */
  text = '';
  /** Where reading has come to, within {@link Cursor.text}. */
  position = 0;
  /** How much of the whole text lies before {@link Cursor.text}. */
  base = 0;
  /** Whether text that had to be strict JSON is not. */
  hasFailed = false;

  constructor(
    readonly keys: KnownKeys,
    readonly source: SourceText,
    readonly mode: CursorMode,
    readonly budget: LookaheadBudget,
  ) {}

  /** Whether no more text will come. */
  get isFinal(): boolean {
    return this.mode !== 'growing';
  }

  /** Notes that something had to be mended. Where nothing may be, reading has failed. */
  mend(node: SourceNode, message: string, kind: RepairKind = 'syntax'): void {
    if (this.mode === 'strict') this.hasFailed = true;
    else mark(node, kind, message);
  }

  /** The place in the whole text. */
  get offset(): number {
    return this.base + this.position;
  }

  /** Takes more text, and lets go of what lies before a place. */
  feed(chunk: string, needed: number): void {
    const dropped = Math.max(0, needed - KEPT);
    this.text = this.text.slice(dropped) + chunk;
    this.base += dropped;
    this.position -= dropped;
  }

  /** Pays for looking ahead. @returns false when nothing is left: then the nearest reading is taken. */
  spend(characters: number): boolean {
    return this.budget.spend(characters);
  }
}

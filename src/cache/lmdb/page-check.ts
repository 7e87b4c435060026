import type { FileHandle } from 'node:fs/promises';

/** What a header says of the trees in its file. */
export interface Tree {
  readonly pageSize: number;
  readonly lastPage: number;
  readonly roots: readonly bigint[];
}

const NO_ROOT = 0xffff_ffff_ffff_ffffn;
/** Of a page: its own number, what it is, how far its list of nodes and their contents reach. */
const PAGE = { number: 0, flags: 18, lower: 20, upper: 22, header: 24 } as const;
/** Of a node: the size of its data in two halves, what it is, the size of its key. */
const NODE = { low: 0, high: 2, flags: 4, keySize: 6, header: 8 } as const;
const BRANCH = 0x01;
const LEAF = 0x02;
const BIG_DATA = 0x01;
const PAGE_NUMBER_BYTES = 8;
const MAX_DEPTH = 32;

interface Visit {
  readonly page: number;
  readonly depth: number;
}

/**
 * Follows the trees of an LMDB file page by page and says what does not hang together; undefined when all does. Reads the
 * pages of the trees, not the long values beside them.
 */
export async function damageInPages(file: FileHandle, tree: Tree): Promise<string | undefined> {
  const waiting: Visit[] = [];
  for (const root of tree.roots) if (root !== NO_ROOT) waiting.push({ page: Number(root), depth: 0 });
  const seen = new Set<number>();
  const page = Buffer.alloc(tree.pageSize);
  for (let visit = waiting.pop(); visit !== undefined; visit = waiting.pop()) {
    const { page: number, depth } = visit;
    if (number > tree.lastPage || seen.has(number) || depth > MAX_DEPTH)
      return `a wrong way to page ${number}`;
    seen.add(number);
    await file.read(page, 0, tree.pageSize, number * tree.pageSize);
    const children = childrenOf(page, number, tree);
    if (children === undefined) return `a damaged page ${number}`;
    for (const child of children) waiting.push({ page: child, depth: depth + 1 });
  }
  return undefined;
}

/** The pages below a page; undefined when the page is damaged. */
function childrenOf(page: Buffer, number: number, tree: Tree): number[] | undefined {
  const flags = page.readUInt16LE(PAGE.flags) & (BRANCH | LEAF);
  if (page.readBigUInt64LE(PAGE.number) !== BigInt(number) || (flags !== BRANCH && flags !== LEAF)) {
    return undefined;
  }
  const [lower, upper] = [page.readUInt16LE(PAGE.lower), page.readUInt16LE(PAGE.upper)];
  if (lower % 2 !== 0 || lower > upper || upper > tree.pageSize - PAGE.header) return undefined;
  const children: number[] = [];
  for (let index = 0; index < lower / 2; index++) {
    const offset = page.readUInt16LE(PAGE.header + 2 * index) + PAGE.header;
    if (offset < PAGE.header + upper || offset + NODE.header > tree.pageSize) return undefined;
    const child = flags === BRANCH ? branchTarget(page, offset) : leafTarget(page, offset, tree);
    if (child === undefined) return undefined;
    if (flags === BRANCH) children.push(child);
  }
  return children;
}

function branchTarget(page: Buffer, offset: number): number | undefined {
  const keyEnd = offset + NODE.header + page.readUInt16LE(offset + NODE.keySize);
  if (keyEnd > page.length) return undefined;
  const low = page.readUInt16LE(offset + NODE.low);
  const high = page.readUInt16LE(offset + NODE.high);
  return low + high * 2 ** 16 + page.readUInt16LE(offset + NODE.flags) * 2 ** 32;
}

/** 0 for a leaf whose data is within its page or on pages that exist. */
function leafTarget(page: Buffer, offset: number, tree: Tree): number | undefined {
  const keyEnd = offset + NODE.header + page.readUInt16LE(offset + NODE.keySize);
  const size = page.readUInt16LE(offset + NODE.low) + page.readUInt16LE(offset + NODE.high) * 2 ** 16;
  if ((page.readUInt16LE(offset + NODE.flags) & BIG_DATA) === 0) {
    return keyEnd + size > page.length ? undefined : 0;
  }
  if (keyEnd + PAGE_NUMBER_BYTES > page.length) return undefined;
  const first = Number(page.readBigUInt64LE(keyEnd));
  const pages = Math.ceil((PAGE.header + size) / tree.pageSize);
  return first < 2 || first + pages - 1 > tree.lastPage ? undefined : 0;
}

/** A block of code between fences. */
interface Block {
  readonly language: string;
  readonly text: string;
}

const OPENING = /^[ \t]*(`{3,}|~{3,})[ \t]*([\w+#.-]*)[^\n`]*$/;

/** Names that mean the same language. */
const ALIASES: Readonly<Record<string, string>> = {
  py: 'python',
  python3: 'python',
  js: 'javascript',
  mjs: 'javascript',
  jsx: 'javascript',
  ts: 'typescript',
  tsx: 'typescript',
  sh: 'bash',
  shell: 'bash',
  yml: 'yaml',
  'c++': 'cpp',
  cs: 'csharp',
  'c#': 'csharp',
  golang: 'go',
  rs: 'rust',
  rb: 'ruby',
};

/**
 * The code in a text: its fenced blocks, those of the language where there are some; all of the text where there is none. A
 * fence that is not closed ends with the text. Linear in the length of the text.
 */
export function codeIn(text: string, language: string | undefined): string {
  const blocks = blocksIn(text);
  if (blocks.length === 0) return inlineCode(text.trim());
  const wanted =
    language === undefined ? [] : blocks.filter((block) => sameLanguage(block.language, language));
  const bare = language === undefined ? blocks : blocks.filter((block) => block.language === '');
  const kept = wanted.length > 0 ? wanted : bare.length > 0 ? bare : blocks;
  return kept.map((block) => block.text).join('\n\n');
}

function blocksIn(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let open: { readonly fence: string; readonly language: string; readonly lines: string[] } | undefined;
  for (const line of text.split('\n')) {
    const bare = line.endsWith('\r') ? line.slice(0, -1) : line;
    if (open === undefined) {
      const [, fence, name = ''] = OPENING.exec(bare) ?? [];
      if (fence !== undefined) open = { fence, language: name.toLowerCase(), lines: [] };
    } else if (closes(bare, open.fence)) {
      blocks.push({ language: open.language, text: open.lines.join('\n') });
      open = undefined;
    } else open.lines.push(line);
  }
  if (open !== undefined) blocks.push({ language: open.language, text: open.lines.join('\n') });
  return blocks;
}

function closes(line: string, fence: string): boolean {
  const trimmed = line.trim();
  return trimmed.length >= fence.length && trimmed === (fence[0] as string).repeat(trimmed.length);
}

/** A text that is one piece of inline code stands for what is in it. */
function inlineCode(text: string): string {
  const isInline = /^`[^`\n]+`$/.test(text);
  return isInline ? text.slice(1, -1) : text;
}

function sameLanguage(left: string, right: string): boolean {
  const plain = (name: string): string => (Object.hasOwn(ALIASES, name) ? (ALIASES[name] as string) : name);
  return plain(left) === plain(right);
}

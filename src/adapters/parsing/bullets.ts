const BULLET = /^\s*(?:[-*•]|\d{1,4}[.)])\s+(.*)$/;

/** The items of a bulleted or numbered list, when every line is one. */
export function bulletsOf(text: string): readonly string[] | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const items = lines.map((line) => BULLET.exec(line)?.[1]?.trim());
  return items.length > 0 && items.every((item) => item !== undefined) ? items : undefined;
}

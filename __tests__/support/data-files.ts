import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Writes files into a folder of the suite's own, which goes away with it. */
export function dataFiles(): (ending: string, content: string | Uint8Array) => string {
  const folder = mkdtempSync(join(tmpdir(), 'dspex-data-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  let count = 0;
  return (ending, content) => {
    const file = join(folder, `${count++}${ending}`);
    writeFileSync(file, content);
    return file;
  };
}

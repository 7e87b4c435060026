import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSurface } from './read-surface';
import { writePages } from './write-pages';

const root = join(__dirname, '..', '..');
const folder = join(root, 'docs', 'api');
const pages = writePages(readSurface(root));
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [name, text] of pages) writeFileSync(join(folder, name), text);
console.log(`Wrote ${pages.size} pages to docs/api.`);

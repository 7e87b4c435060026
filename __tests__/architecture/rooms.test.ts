import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/doc-pages';

const rooms = jest.requireActual<Record<string, readonly string[]>>(join(ROOT, 'rooms.cjs'));
const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

/** Lines that say something: neither blank nor a comment. */
function linesOf(file: string): number {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => !/^\s*(?:$|\/\/|\/?\*)/.test(line)).length;
}

describe('the rooms', () => {
  it('are the folders of src, and each has a door', () => {
    expect(folders.sort()).toEqual(Object.keys(rooms).sort());
    expect(folders.filter((room) => !existsSync(join(ROOT, 'src', room, 'index.ts')))).toEqual([]);
  });

  it('name only rooms above them', () => {
    const names = Object.keys(rooms);
    const below = names.flatMap((room, index) =>
      (rooms[room] ?? [])
        .filter((above) => !names.slice(0, index).includes(above))
        .map((above) => `${room} → ${above}`),
    );
    expect(below).toEqual([]);
  });

  it('each have a line in ARCHITECTURE.md', () => {
    const page = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8');
    const hasNone = (room: string): boolean => !new RegExp(`^\\| \`${room}\` +\\|`, 'm').test(page);
    expect(Object.keys(rooms).filter(hasNone)).toEqual([]);
  });

  it('hold files a reader can hold: half of them at most 80 lines, nine in ten at most 200', () => {
    const sizes = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => linesOf(join(ROOT, 'src', name)))
      .sort((left, right) => left - right);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(80);
    expect(sizes[Math.floor(sizes.length * 0.9)]).toBeLessThanOrEqual(200);
  });
});

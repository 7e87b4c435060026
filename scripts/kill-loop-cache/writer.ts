import { readFileSync, writeSync } from 'node:fs';
import { DiskStore } from '../../src/cache';
import { textOf } from './text-of';

/** Checks that everything of the given list is there, then writes until it is killed, saying what is committed. */
async function main(): Promise<void> {
  const [directory = '', list = '', prefix = ''] = process.argv.slice(2);
  const store = new DiskStore({ directory });
  for (const key of readFileSync(list, 'utf8').split('\n').filter(Boolean)) {
    if ((await store.get(key)) !== textOf(key)) {
      writeSync(1, `LOST ${key}\n`);
      process.exit(1);
    }
  }
  if (store.stats().corrupt > 0) {
    writeSync(1, 'LOST corrupt entries\n');
    process.exit(1);
  }
  for (let index = 0; ; index += 4) {
    const keys = [0, 1, 2, 3].map((offset) => `${prefix}-${index + offset}`);
    await Promise.all(
      keys.map(async (key) => {
        await store.set(key, textOf(key));
        writeSync(1, `${key}\n`);
      }),
    );
  }
}

void main();

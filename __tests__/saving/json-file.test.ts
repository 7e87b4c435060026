import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileReadError, readJsonFile, writeJsonFile } from '../../src/saving';

const folder = () => mkdtemp(join(tmpdir(), 'dspex-json-'));

describe('JSON files', () => {
  it('come back as they were written', async () => {
    const file = join(await folder(), 'a.json');
    const value = { id: 18446744073709551615n, text: 'ä👜' };
    await writeJsonFile(file, value);
    expect(await readJsonFile(file)).toEqual(value);
  });

  it('are not read when they are too large', async () => {
    const file = join(await folder(), 'a.json');
    await writeFile(file, '[1, 2, 3]');
    await expect(readJsonFile(file, 4)).rejects.toThrow(/9 bytes[\s\S]*at most 4 bytes/);
  });

  it('name the file and the place when they are damaged', async () => {
    const file = join(await folder(), 'a.json');
    await writeFile(file, '{"a": 1');
    const error: unknown = await readJsonFile(file).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FileReadError);
    expect((error as Error).message).toMatch(/a\.json[\s\S]*line 1, column 8/);
  });

  it('name the file when it is not there', async () => {
    await expect(readJsonFile('/no/such/file.json')).rejects.toThrow(/no\/such\/file\.json[\s\S]*ENOENT/);
  });
});

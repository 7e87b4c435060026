import { mkdtemp, readdir, readFile, stat, symlink, writeFile, lstat, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DspyError } from '../../src/errors';
import { type FileOperations, FileWriteError, writeWhole } from '../../src/saving';

const failure = (code: string) => Object.assign(new Error(`${code}: not possible`), { code });

async function oldFile(): Promise<{ readonly folder: string; readonly file: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'dspex-write-'));
  const file = join(folder, 'state.json');
  await writeFile(file, 'OLD');
  return { folder, file };
}

describe('writeWhole', () => {
  it('replaces the content and leaves nothing else', async () => {
    const { folder, file } = await oldFile();
    await writeWhole(file, 'NEW');
    expect(await readFile(file, 'utf8')).toBe('NEW');
    expect(await readdir(folder)).toEqual(['state.json']);
  });

  it.each([
    ['a rename that always fails with EPERM', 'EPERM', 'rename'],
    ['a rename across devices', 'EXDEV', 'rename'],
    ['a full disk', 'ENOSPC', 'writeFile'],
    ['a disk that cannot sync', 'EIO', 'sync'],
  ])('leaves the old file and no other after %s', async (_, code, operation) => {
    const { folder, file } = await oldFile();
    let waited = 0;
    const operations: Partial<FileOperations> = {
      [operation]: () => Promise.reject(failure(code)),
      pause: (milliseconds) => {
        waited += milliseconds;
        return Promise.resolve();
      },
    };
    const error: unknown = await writeWhole(file, 'NEW', operations).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FileWriteError);
    expect(error).toBeInstanceOf(DspyError);
    expect((error as FileWriteError).message).toContain('state.json');
    expect((error as FileWriteError).cause).toMatchObject({ code });
    expect(await readFile(file, 'utf8')).toBe('OLD');
    expect(await readdir(folder)).toEqual(['state.json']);
    expect(waited).toBeLessThan(5000);
    expect(waited > 0).toBe(code === 'EPERM');
  });

  it.each(['EPERM', 'EACCES', 'EBUSY'])(
    'waits for a reader that holds the file for a moment (%s)',
    async (code) => {
      const { file } = await oldFile();
      const { rename } = await import('node:fs/promises');
      let attempts = 0;
      await writeWhole(file, 'NEW', {
        rename: (from, to) => (++attempts < 4 ? Promise.reject(failure(code)) : rename(from, to)),
        pause: () => Promise.resolve(),
      });
      expect(attempts).toBe(4);
      expect(await readFile(file, 'utf8')).toBe('NEW');
    },
  );

  it('keeps the permissions of the file', async () => {
    const { file } = await oldFile();
    await chmod(file, 0o600);
    await writeWhole(file, 'NEW');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('writes through a link', async () => {
    const { folder, file } = await oldFile();
    const link = join(folder, 'link.json');
    await symlink(file, link);
    await writeWhole(link, 'NEW');
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(await readFile(file, 'utf8')).toBe('NEW');
  });

  it('says to make the folder that is not there', async () => {
    const { folder } = await oldFile();
    await expect(writeWhole(join(folder, 'none', 'x.json'), 'NEW')).rejects.toThrow(/make the folder first/);
  });

  it('lets two writers at once end with one of the two texts', async () => {
    const { folder, file } = await oldFile();
    await Promise.all([writeWhole(file, 'A'.repeat(1000)), writeWhole(file, 'B'.repeat(1000))]);
    expect(await readFile(file, 'utf8')).toMatch(/^(A{1000}|B{1000})$/);
    expect(await readdir(folder)).toHaveLength(1);
  });
});

import fs from 'node:fs';

/** What a file is to hold: text, or bytes in pieces. */
export type FileContent = string | Iterable<Uint8Array>;

/** What writing and reading files needs of the file system. */
export interface FileOperations {
  writeFile(
    file: string,
    content: FileContent,
    options: { readonly flag: 'wx'; readonly mode: number },
  ): Promise<void>;
  /** Waits until the file's content is on the disk. */
  sync(file: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(file: string): Promise<void>;
  /** The file itself, where `file` is a link to it. */
  realpath(file: string): Promise<string>;
  /** The permissions of the file. */
  modeOf(file: string): Promise<number>;
  pause(milliseconds: number): Promise<void>;
}

/** The machine's file system. */
export const machineFiles: FileOperations = Object.freeze({
  writeFile: (file: string, content: FileContent, options: { readonly flag: 'wx'; readonly mode: number }) =>
    fs.promises.writeFile(file, content, options),
  sync: async (file: string) => {
    const handle = await fs.promises.open(file, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  rename: (from: string, to: string) => fs.promises.rename(from, to),
  remove: (file: string) => fs.promises.rm(file, { force: true }),
  realpath: (file: string) => fs.promises.realpath(file),
  modeOf: async (file: string) => {
    const { mode } = await fs.promises.stat(file);
    return mode & 0o777;
  },
  pause: (milliseconds: number) =>
    new Promise<void>((resolve) => {
      setTimeout(resolve, milliseconds);
    }),
});

import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppendLog, FileReadError, FileWriteError } from '../../src/saving';

const folder = mkdtempSync(join(tmpdir(), 'dspex-'));
let count = 0;
const newFile = (content?: string | Buffer): string => {
  const file = join(folder, `${count++}.jsonl`);
  if (content !== undefined) writeFileSync(file, content);
  return file;
};
afterAll(() => rmSync(folder, { recursive: true }));

describe('AppendLog', () => {
  it('gives back what was appended, in order, in the next opening', () => {
    const file = newFile();
    const { log, values } = AppendLog.open(file);
    expect(values).toEqual([]);
    log.append({ a: 1 });
    log.append('zwölf 🙂');
    log.close();
    const again = AppendLog.open(file);
    expect(again.values).toEqual([{ a: 1 }, 'zwölf 🙂']);
    again.log.close();
  });

  it('has written a value when append returns', () => {
    const { log } = AppendLog.open(newFile());
    log.append([1]);
    expect(readFileSync(log.file, 'utf8')).toBe('[1]\n');
    log.close();
  });

  it.each([0, 1, 5, 9])('takes off a last line cut after %i bytes, and goes on', (bytes) => {
    const file = newFile(`{"a":1}\n${'{"bü":22}'.slice(0, bytes)}`);
    const { log, values, damaged } = AppendLog.open(file);
    expect(values).toEqual([{ a: 1 }]);
    expect(damaged).toBe(0);
    log.append({ c: 3 });
    log.close();
    expect(readFileSync(file, 'utf8')).toBe('{"a":1}\n{"c":3}\n');
  });

  it('takes off a last line cut within a character', () => {
    const file = newFile(Buffer.concat([Buffer.from('1\n"'), Buffer.from('🙂').subarray(0, 2)]));
    const { log, values } = AppendLog.open(file);
    expect(values).toEqual([1]);
    log.close();
    expect(readFileSync(file, 'utf8')).toBe('1\n');
  });

  it('passes over damaged lines and counts them', () => {
    const { log, values, damaged } = AppendLog.open(newFile('1\n\0\0garbage\n2\n'));
    expect(values).toEqual([1, 2]);
    expect(damaged).toBe(1);
    log.close();
  });

  it('reads lines that are longer than a chunk and characters that lie across two', () => {
    const long = 'ü'.repeat(1_200_000);
    const { log, values } = AppendLog.open(newFile(`"a${long}"\n"b"\n`));
    expect(values).toEqual([`a${long}`, 'b']);
    log.close();
  });

  it('keeps the lines of two writers apart', () => {
    const file = newFile();
    const one = AppendLog.open(file).log;
    const two = AppendLog.open(file).log;
    for (let index = 0; index < 50; index++) {
      one.append({ one: index });
      two.append({ two: index });
    }
    one.close();
    two.close();
    const { log, values, damaged } = AppendLog.open(file);
    expect(values).toHaveLength(100);
    expect(damaged).toBe(0);
    log.close();
  });

  it('is read without being touched, a cut line left as it is', () => {
    const file = newFile('1\n2\n{"a');
    expect(AppendLog.read(file)).toEqual({ values: [1, 2], damaged: 0 });
    expect(readFileSync(file, 'utf8')).toBe('1\n2\n{"a');
    expect(AppendLog.read(join(folder, 'nowhere.jsonl')).values).toEqual([]);
  });

  it('says which file cannot be opened, and refuses to append when closed', () => {
    expect(() => AppendLog.open(join(folder, 'nowhere', 'x.jsonl'))).toThrow(FileReadError);
    const { log } = AppendLog.open(newFile());
    log.close();
    log.close();
    expect(() => log.append(1)).toThrow(FileWriteError);
    appendFileSync(log.file, '');
  });
});

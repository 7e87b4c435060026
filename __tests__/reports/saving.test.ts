import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputField, OutputField, Signature } from '../../src/decorators';
import { DspyError } from '../../src/errors';
import { Module, Predict } from '../../src/modules';
import { type FileOperations, writeWhole } from '../../src/saving';
import { deepFreeze } from '../../src/util';
import { Holder, predictNamed } from '../support/modules';
import { itShows } from '../support/report-cases';

const fileIn = async (): Promise<string> =>
  join(await mkdtemp(join(tmpdir(), 'dspex-reports-')), 'program.json');

describe('a demonstration', () => {
  class Person {
    @OutputField() name!: string;
    @OutputField() born!: Date;
  }
  @Signature('Describe.')
  class Describe {
    @InputField() readonly when!: Date;
    @InputField({ items: () => String }) readonly tags!: string[];
    @InputField({ type: () => String, nullable: true }) readonly note!: string | null;
    @InputField({ type: () => BigInt }) readonly big!: bigint;
    @InputField({ type: () => Date, format: 'date' }) readonly day!: Date;
    @InputField({ values: 'number', type: () => Map }) readonly scores!: Map<string, number>;
    @OutputField() who!: Person;
  }
  const demo = {
    when: new Date('2026-05-10T00:00:00Z'),
    who: Object.assign(new Person(), { name: 'Ada', born: new Date('1815-12-10T00:00:00Z') }),
    tags: [],
    note: null,
    big: 9_007_199_254_740_993n,
    day: new Date('2026-05-10'),
    scores: new Map([['a', 1]]),
  };

  itShows('b123', 'comes back from a file with its types and in the same prompt', async () => {
    const file = await fileIn();
    const { who: _, ...inputs } = demo;
    const before = new Predict(Describe, { demos: [demo] });
    await before.save(file);
    const after = await new Predict(Describe).load(file);
    const [back] = after.demos as unknown as (typeof demo)[];
    expect(back?.when).toEqual(demo.when);
    expect(back?.when).toBeInstanceOf(Date);
    expect(back?.who).toBeInstanceOf(Person);
    expect(back?.who.born).toEqual(demo.who.born);
    expect(back?.tags).toEqual([]);
    expect(back?.note).toBeNull();
    expect(back?.big).toBe(demo.big);
    expect(back?.scores).toEqual(demo.scores);
    expect(after.render(inputs)).toEqual(before.render(inputs));
    // And once more, through what was read.
    const again = await fileIn();
    await after.save(again);
    expect(JSON.parse(await readFile(again, 'utf8'))).toEqual(JSON.parse(await readFile(file, 'utf8')));
  });
});

describe('predictors at odd places', () => {
  const program = (numbered: readonly string[]): Module => {
    const [p1, p2, p3, p4, p5, p6, p7, p8, p9] = numbered.map(predictNamed);
    return new Holder({
      byKey: new Map<unknown, unknown>([
        ['0', p1],
        ['zero.', p2],
      ]),
      named: { "it's]": p3, 'a.b': p4, '': p8, 'a"\\[0]': p9 },
      a: { b: p5 },
      groups: [[p6], [p7]],
    }) as unknown as Module;
  };
  const names = Array.from({ length: 9 }, (_, index) => `i${index + 1}`);

  itShows('b126', 'have different paths and find their state again', async () => {
    const before = program(names);
    const paths = before.namedPredictors().map(([path]) => path);
    expect(new Set(paths).size).toBe(9);
    const file = await fileIn();
    await before.save(file);
    const after = await program(names.map(() => 'blank')).load(file);
    const instructions = (module: Module) =>
      module.predictors().map(({ signature }) => signature.instructions);
    expect(instructions(after)).toEqual(instructions(before));
    expect(new Set(instructions(after)).size).toBe(9);
  });

  itShows('b126', 'are told apart, or refused by name, where keys print alike', async () => {
    const alike = new Holder({
      byKey: new Map<unknown, unknown>([
        ['0', predictNamed('i1')],
        [0, predictNamed('i2')],
      ]),
    });
    const found = (() => {
      try {
        return alike.namedPredictors().map(([path]) => path);
      } catch (error) {
        return error;
      }
    })();
    if (found instanceof Error) {
      expect(found).toBeInstanceOf(DspyError);
      expect(found.message).toMatch(/byKey[^]*0/);
    } else expect(new Set(found as string[]).size).toBe(2);
  });
});

describe('a state', () => {
  itShows('b127', 'may be frozen, and is shared with nobody', () => {
    const demos = [{ question: 'q', answer: { deep: ['x'] } }];
    const source = new Holder({ p: new Predict('question -> answer: object', { demos }) });
    const state = deepFreeze(source.dumpState());
    const copy = structuredClone(state);
    const fresh = () => new Holder({ p: new Predict('question -> answer: object') });
    const [first, second] = [fresh().loadState(state), fresh().loadState(state)];
    const [mine] = first.predictors();
    mine!.demos = [{ ...mine!.demos[0], question: 'changed' }];
    expect(second.predictors()[0]!.demos[0]).toEqual(demos[0]);
    expect(source.predictors()[0]!.demos[0]).toEqual(demos[0]);
    expect(state).toEqual(copy);
    // A state that can be changed is not held either.
    const open = structuredClone(copy) as { p: { demos: { question: string }[] } };
    const third = fresh().loadState(open);
    open.p.demos[0]!.question = 'changed';
    expect(third.predictors()[0]!.demos[0]).toEqual(demos[0]);
    expect(() => Object.assign(third.predictors()[0]!.demos[0]!, { question: 'x' })).toThrow();
  });
});

describe('saving over a file', () => {
  const failure = (code: string) => () => Promise.reject(Object.assign(new Error(`${code}: no`), { code }));
  const variants: readonly [string, string, Partial<FileOperations>][] = [
    ['EPERM', 'renamed', { rename: failure('EPERM') }],
    ['EBUSY', 'renamed', { rename: failure('EBUSY') }],
    ['EXDEV', 'renamed', { rename: failure('EXDEV') }],
    ['ENOSPC', 'written', { writeFile: failure('ENOSPC') }],
    ['EDQUOT', 'written', { writeFile: failure('EDQUOT') }],
    ['EIO', 'synced', { sync: failure('EIO') }],
  ];

  itShows('b129b', 'leaves the old content and nothing else when the disk says no', async () => {
    for (const [code, , operations] of variants) {
      const file = await fileIn();
      await writeFile(file, 'OLD');
      let waited = 0;
      const pause = (milliseconds: number) => {
        waited += milliseconds;
        return Promise.resolve();
      };
      const error: unknown = await writeWhole(file, 'NEW', { ...operations, pause }).catch(
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(DspyError);
      expect((error as Error).message).toContain(file);
      expect((error as Error).message + String((error as Error).cause)).toContain(code);
      expect(await readFile(file, 'utf8')).toBe('OLD');
      expect(await readdir(join(file, '..'))).toEqual(['program.json']);
      expect(waited).toBeLessThan(5000);
    }
  });
});

import { runInNewContext } from 'node:vm';
import { IsEmail } from 'class-validator';
import { compilers, runSources } from '../support/compile-source';

type Decorators = typeof import('../../src/decorators');
type Signatures = typeof import('../../src/signatures');
type Metadata = typeof import('../../src/metadata');

/** The library as a second install would load it, class-validator and reflect-metadata included. */
function anotherCopy(): { decorators: Decorators; signatures: Signatures; metadata: Metadata } {
  let copy: ReturnType<typeof anotherCopy> | undefined;
  jest.isolateModules(() => {
    copy = {
      decorators: jest.requireActual<Decorators>('../../src/decorators'),
      signatures: jest.requireActual<Signatures>('../../src/signatures'),
      metadata: jest.requireActual<Metadata>('../../src/metadata'),
    };
  });
  return copy!;
}

const source = `
  import { InputField, OutputField, Predictor, Signature } from 'dspex';
  class Predict {}
  @Signature('Sort it.') export class Ticket {
    @InputField({ type: () => String }) readonly text!: string;
    @OutputField({ type: () => String, rules }) team!: string;
  }
  export class Router { @Predictor(Ticket, Predict) route!: Predict }`;

describe.each(Object.keys(compilers))(
  'two copies of the library, with classes compiled by %s',
  (compiler) => {
    const one = anotherCopy();
    const other = anotherCopy();
    const file = source.replace('{ InputField', '{ rules, InputField');
    const dspex = { ...one.decorators, rules: [IsEmail()] };
    const load = () =>
      runSources(compilers[compiler]!, { file }, { dspex })('./file') as Record<string, never>;

    it('are two', () => {
      expect(one.decorators.InputField).not.toBe(other.decorators.InputField);
    });

    it("find each other's fields", () => {
      const { Ticket } = load();

      expect(other.signatures.signatureOf(Ticket!).toString()).toBe('text -> team');
      expect(other.signatures.signatureOf(Ticket!)).toMatchObject({
        name: 'Ticket',
        instructions: 'Sort it.',
      });
    });

    it("find each other's predictors", () => {
      const { Router, Ticket } = load();

      expect(other.metadata.predictorsOf(Router!)).toMatchObject([{ name: 'route', signature: Ticket }]);
    });

    it('apply rules once between them', () => {
      const { Ticket } = load();
      const read = [other.signatures.signatureOf(Ticket!), one.signatures.signatureOf(Ticket!)];

      expect(read.map((signature) => signature.fields.at(-1)?.rules.map(({ name }) => name))).toEqual([
        ['isEmail'],
        ['isEmail'],
      ]);
    });

    it("know each other's errors", () => {
      const { Router } = load();
      const { DspyError } = jest.requireActual<typeof import('../../src/errors')>('../../src/errors');

      expect(() => other.signatures.signatureOf(Router!)).toThrow(expect.any(DspyError));
      expect(() => other.signatures.signatureOf(Router!)).toThrow(one.signatures.NoFieldsError);
    });
  },
);

describe('classes of another realm', () => {
  it('are read like our own', () => {
    const { decorators, signatures } = anotherCopy();
    const Foreign = runInNewContext('(class Ticket {})') as new () => object;
    decorators.OutputField({ type: () => runInNewContext('Date') as DateConstructor })(
      Foreign.prototype,
      'when',
    );

    expect(signatures.signatureOf(Foreign).field('when' as never)?.type.kind).toBe('date');
  });

  it('may have a one-letter name twice', () => {
    const { decorators, signatures } = anotherCopy();
    const [one, other] = [class {}, class {}];
    for (const [constructor, field] of [
      [one, 'a'],
      [other, 'b'],
    ] as const) {
      Object.defineProperty(constructor, 'name', { value: 'e' });
      decorators.OutputField({ type: () => String })(constructor.prototype, field);
    }

    expect([one, other].map((constructor) => signatures.signatureOf(constructor).toString())).toEqual([
      ' -> a',
      ' -> b',
    ]);
  });
});

import { compilers, runSources } from '../support/compile-source';
import { DecoratorUsageError, OutputField, Signature } from '../../src/decorators';
import { InvalidArgumentError, UnknownOptionError } from '../../src/errors';
import { type AnyClass, signatureRecordOf } from '../../src/metadata';

describe.each(Object.keys(compilers))('@Signature, compiled by %s', (compiler) => {
  const define = (source: string) =>
    runSources(
      compilers[compiler]!,
      { file: `import { OutputField, Signature } from 'dspex';\n${source}` },
      { dspex: { OutputField, Signature } },
    )('./file') as Record<string, AnyClass>;

  it.each([
    ["'Sort it.'", { instructions: 'Sort it.', name: undefined }],
    ['', { instructions: undefined, name: undefined }],
    ["{ instructions: 'Sort it.', name: 'Sort' }", { instructions: 'Sort it.', name: 'Sort' }],
  ])('records %s', (given, record) => {
    const { Ticket } = define(`@Signature(${given}) export class Ticket { @OutputField() team!: string }`);

    expect(signatureRecordOf(Ticket!)).toEqual(record);
  });

  it('passes instructions on to classes that have none, and the name to nobody', () => {
    const { Child, Other } = define(`
      @Signature({ instructions: 'Sort it.', name: 'Sort' }) export class Ticket { @OutputField() team!: string }
      @Signature() export class Child extends Ticket {}
      @Signature('Answer it.') export class Other extends Ticket {}`);

    expect(signatureRecordOf(Child!)).toEqual({ instructions: 'Sort it.', name: undefined });
    expect(signatureRecordOf(Other!)).toEqual({ instructions: 'Answer it.', name: undefined });
  });

  it('refuses to stand there without a call', () => {
    expect(() => define('@Signature export class Ticket {}')).toThrow(DecoratorUsageError);
    expect(() => define('@Signature export class Ticket {}')).toThrow(
      /was given a class.*\n.*@Signature\(\)/s,
    );
  });

  it('refuses an option that nothing reads', () => {
    expect(() => define('@Signature({ instruction: "x" }) export class Ticket {}')).toThrow(
      UnknownOptionError,
    );
  });

  it('refuses instructions that are no text', () => {
    expect(() => define('@Signature({ instructions: 1 }) export class Ticket {}')).toThrow(
      InvalidArgumentError,
    );
  });

  it('refuses a property', () => {
    expect(() => define('export class Ticket { @Signature() team!: string }')).toThrow(
      /something else than a class/,
    );
  });
});

describe('@Signature', () => {
  it('knows no class that is not decorated', () => {
    expect(signatureRecordOf(class Plain {})).toBeUndefined();
  });
});

import {
  ArrayMinSize,
  IsEmail,
  IsIn,
  Max,
  Min,
  MinLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { InputField, OutputField, Signature } from '../../src/decorators';
import { checkInputs, checkOutputs, parseSignature, signatureOf } from '../../src/signatures';
import type { Rule } from '../../src/types';

class Line {
  @OutputField() @MinLength(2) sku!: string;
}

@Signature('Check the order.')
class CheckOrder {
  @InputField() @IsEmail() readonly sender!: string;
  @InputField() readonly text!: string;
  @OutputField() @Min(0) @Max(1) confidence!: number;
  @OutputField({ enum: ['yes', 'no'] }) @IsIn(['yes', 'no']) valid!: string;
  @OutputField({ optional: true })
  @ValidateIf((order: CheckOrder) => order.valid === 'no')
  @MinLength(3)
  reason?: string;
  @OutputField({ items: () => Line }) @ArrayMinSize(1) lines!: Line[];
}

@Signature('Nest.')
class Nested {
  @InputField() readonly text!: string;
  @OutputField({ type: () => Line }) @ValidateNested() line!: Line;
}

@Signature('Answer.')
class Plain {
  @InputField() readonly question!: string;
  @OutputField() answer!: string;
}

const good = { confidence: 0.5, valid: 'yes', lines: [{ sku: 'ab' }] };
const paths = async (values: object, signature = signatureOf(CheckOrder)) =>
  (await checkOutputs(signature, values as Record<string, unknown>)).map(({ path }) => path);

const atLeastOne: Rule = {
  name: 'min',
  words: 'must not be less than 1',
  keywords: { minimum: 1 },
  each: false,
};

describe('checkOutputs', () => {
  it('finds nothing wrong with what is right', async () => {
    expect(await paths(good)).toEqual([]);
  });

  it('answers at once when there are no rules', () => {
    expect(checkOutputs(signatureOf(Plain), { answer: 'x' })).toEqual([]);
    expect(checkOutputs(parseSignature('q -> a: int'), { a: 1 })).toEqual([]);
  });

  it('finds what is missing and what has the wrong type', async () => {
    expect(await paths({ confidence: '0.5', valid: 'maybe' })).toEqual(['confidence', 'valid', 'lines']);
  });

  it('runs the rules of class-validator, nested ones included', async () => {
    expect(await paths({ ...good, confidence: 2 })).toEqual(['confidence']);
    expect(await paths({ ...good, lines: [] })).toEqual(['lines']);
    expect(await paths({ ...good, lines: [{ sku: 'ab' }, { sku: 'a' }] })).toEqual(['lines[1].sku']);
  });

  it('runs them in classes that a signature string names', async () => {
    const signature = parseSignature(
      'q -> first: Line | null, rest: dict[str, Line], pair: [Line, string]',
      undefined,
      {
        types: { Line },
      },
    );
    const [fine, short] = [{ sku: 'ab' }, { sku: 'a' }];
    const values = { first: short, rest: { x: fine, 'y z': short }, pair: [short, 'x'] };
    expect(await paths(values, signature as never)).toEqual(['first.sku', 'rest["y z"].sku', 'pair[0].sku']);
  });

  it('reports a nested rule once, @ValidateNested or not', async () => {
    const order = signatureOf(Nested);
    expect(await paths({ line: Object.assign(new Line(), { sku: 'a' }) }, order as never)).toEqual([
      'line.sku',
    ]);
  });

  it('leaves conditions to class-validator', async () => {
    expect(await paths({ ...good, reason: 'x' })).toEqual([]);
    expect(await paths({ ...good, valid: 'no', reason: 'x' })).toEqual(['reason']);
  });

  it('does not ask for the inputs', async () => {
    expect(await paths({ ...good })).not.toContain('sender');
  });

  it('checks the keywords of rules that no class has', async () => {
    const signature = parseSignature('q -> count: int').withUpdatedField('count', { rules: [atLeastOne] });
    expect(await checkOutputs(signature, { count: 0 })).toMatchObject([
      { path: 'count', message: 'must not be less than 1' },
    ]);
    expect(await checkOutputs(signature, { count: 1 })).toEqual([]);
  });

  it('checks rules on each item by its path', async () => {
    const signature = parseSignature('q -> counts: int[]').withUpdatedField('counts', {
      rules: [{ ...atLeastOne, each: true }],
    });
    expect(await paths({ counts: [1, 0] }, signature as never)).toEqual(['counts[1]']);
  });

  it('checks the fields that were added to a class as well as its own', async () => {
    const extended = signatureOf(CheckOrder).append('count', {
      role: 'output',
      type: 'int',
      rules: [atLeastOne],
    });
    expect(await paths({ ...good, confidence: 3, count: 0 }, extended as never)).toEqual([
      'confidence',
      'count',
    ]);
  });
});

describe('a rule', () => {
  class Contact {
    @OutputField({ nullable: true, type: () => String }) @IsEmail() email!: string | null;
  }

  @Signature('Who wrote it?')
  class FindContact {
    @InputField() readonly text!: string;
    @OutputField({ nullable: true, type: () => String }) @IsEmail() reply!: string | null;
    @OutputField({ optional: true, type: () => String }) @IsEmail() copy?: string;
    @OutputField({ type: () => Contact }) contact!: Contact;
  }

  const broken = async (values: Record<string, unknown>) =>
    (await checkOutputs(signatureOf(FindContact), values)).map(({ path }) => path);

  it('is about what is there: null where null is allowed and what may be missing keep it', async () => {
    expect(await broken({ reply: null, contact: { email: null } })).toEqual([]);
    expect(await broken({ reply: 'x', copy: 'y', contact: { email: 'z' } })).toEqual([
      'reply',
      'copy',
      'contact.email',
    ]);
  });
});

describe('checkInputs', () => {
  it('answers at once when no input has a rule', () => {
    expect(checkInputs(signatureOf(Plain), { question: 'x' })).toBeUndefined();
  });

  it('rejects inputs that break a rule, and names them', async () => {
    await expect(checkInputs(signatureOf(CheckOrder), { sender: 'nobody', text: 'x' })).rejects.toMatchObject(
      {
        code: 'SIGNATURE_INPUT',
        problems: [expect.stringMatching(/^sender: .*email/)],
      },
    );
  });

  it('lets inputs pass that keep the rules, whatever the outputs need', async () => {
    await expect(
      checkInputs(signatureOf(CheckOrder), { sender: 'a@example.com', text: 'x' }),
    ).resolves.toBeUndefined();
  });
});

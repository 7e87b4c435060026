import { InputField, OutputField, Signature } from '../../src/decorators';
import {
  ensureSignature,
  NotASignatureError,
  parseSignature,
  SignatureDescription,
} from '../../src/signatures';

@Signature('Answer.')
class Answer {
  @InputField() readonly question!: string;
  @OutputField() answer!: string;
}

describe('ensureSignature', () => {
  it('reads a string, with instructions', () => {
    const signature = ensureSignature('a -> b', 'Copy.');
    expect([String(signature), signature.instructions]).toEqual(['a -> b', 'Copy.']);
  });

  it('reads a class', () => {
    expect(ensureSignature(Answer)).toMatchObject({
      name: 'Answer',
      instructions: 'Answer.',
      construct: Answer,
    });
  });

  it('gives back a signature as it is, that of another copy of the library too', () => {
    const signature = parseSignature('a -> b');
    const foreign = { [Symbol.for('dspex.signature')]: true, name: 'Foreign' };
    expect(ensureSignature(signature)).toBe(signature);
    expect(ensureSignature(foreign as unknown as SignatureDescription)).toBe(foreign);
  });

  it.each<[unknown, RegExp]>([
    [undefined, /^undefined is not a signature/],
    [null, /^null is not/],
    [7, /^A number is not/],
    [['a -> b'], /^An array is not/],
    [{ inputs: {} }, /^A plain object is not/],
    [new Answer(), /^An instance of Answer is not[^]*Fix: pass the class itself/],
  ])('refuses %p', (value, message) => {
    const ensure = () => ensureSignature(value as string);
    expect(ensure).toThrow(NotASignatureError);
    expect(ensure).toThrow(message);
  });

  it('refuses instructions beside anything but a string', () => {
    expect(() => ensureSignature(Answer, 'x')).toThrow(/withInstructions/);
  });
});

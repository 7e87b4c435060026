import { UnknownOptionError } from '../../src/errors';
import { assertKnownOptions } from '../../src/util';

describe('assertKnownOptions', () => {
  it('accepts known options, none, and no object', () => {
    expect(() => {
      assertKnownOptions({ seed: 1 }, ['seed'], 'f(...)');
      assertKnownOptions({}, ['seed'], 'f(...)');
      assertKnownOptions(undefined, ['seed'], 'f(...)');
    }).not.toThrow();
  });

  it('names the unknown option, the call, and the nearest known option', () => {
    const attempt = () => assertKnownOptions({ sed: 1 }, ['seed', 'metric'], 'new Evaluate(...)');
    expect(attempt).toThrow(UnknownOptionError);
    expect(attempt).toThrow(/new Evaluate\(\.\.\.\) does not know the option "sed"[^]*write "seed"/);
  });

  it('says to remove an option that resembles nothing', () => {
    expect(() => assertKnownOptions({ colour: 1 }, ['seed'], 'f(...)')).toThrow(/remove "colour"/);
  });
});

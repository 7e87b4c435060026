import { runInNewContext } from 'node:vm';
import { DspyError } from '../../src/errors';

class ShelfError extends DspyError {
  static override readonly code: string = 'SHELF';
}

class ShelfFullError extends ShelfError {
  static override readonly code = 'SHELF_FULL';
}

class UnnamedShelfError extends ShelfError {}

/** The same class as another installed copy of the library would define it. */
function otherCopyOf(): { readonly Error: typeof DspyError; readonly Shelf: typeof ShelfError } {
  jest.resetModules();
  const copy = jest.requireActual<typeof import('../../src/errors')>('../../src/errors');
  class Shelf extends copy.DspyError {
    static override readonly code = 'SHELF';
  }
  return { Error: copy.DspyError, Shelf: Shelf as unknown as typeof ShelfError };
}

describe('DspyError', () => {
  it('prints problem, found, expected, fix and cause in that order', () => {
    const error = new ShelfFullError({
      problem: 'The shelf is full.',
      found: 'ten books\non one board',
      expected: 'at most nine.',
      fix: 'take one down.',
      cause: new Error('too heavy\nsecond line'),
    });
    expect(error.message.split('\n')).toEqual([
      'The shelf is full.',
      '  ten books',
      '  on one board',
      'Expected: at most nine.',
      'Fix: take one down.',
      'Cause: too heavy',
    ]);
  });

  it('keeps the whole cause', () => {
    const cause = new Error('dust');
    expect(new ShelfError({ problem: 'x', cause }).cause).toBe(cause);
  });

  it('has the code and the name of its class', () => {
    const error = new ShelfFullError({ problem: 'x' });
    expect([error.code, error.name]).toEqual(['SHELF_FULL', 'ShelfFullError']);
  });

  it('takes the code of its parent where a subclass declares none', () => {
    expect(new UnnamedShelfError({ problem: 'x' }).code).toBe('SHELF');
  });

  it('is an instance of each of its ancestors and of nothing else', () => {
    const error = new ShelfError({ problem: 'x' });
    expect([error instanceof Error, error instanceof DspyError, error instanceof ShelfError]).toEqual([
      true,
      true,
      true,
    ]);
    expect([error instanceof ShelfFullError, error instanceof UnnamedShelfError]).toEqual([false, false]);
  });

  it('is an instance of the same class of another copy of the library', () => {
    const copy = otherCopyOf();
    const error = new ShelfFullError({ problem: 'x' });
    expect([error instanceof copy.Error, error instanceof copy.Shelf]).toEqual([true, true]);
    expect(new copy.Shelf({ problem: 'x' }) instanceof ShelfError).toBe(true);
    expect(new copy.Shelf({ problem: 'x' }) instanceof ShelfFullError).toBe(false);
  });

  it('does not take other errors or values for its own', () => {
    expect(
      [new Error('x'), { code: 'DSPEX' }, null, 'x'].map((value) => DspyError.isInstance(value)),
    ).toEqual([false, false, false, false]);
    expect((new Error('x') as unknown) instanceof DspyError).toBe(false);
  });

  it('prints the cause of another realm', () => {
    const cause: unknown = runInNewContext('new TypeError("elsewhere")');
    expect(new ShelfError({ problem: 'x', cause }).message).toBe('x\nCause: elsewhere');
  });
});

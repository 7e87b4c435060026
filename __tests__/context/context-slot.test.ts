import { contextSlot } from '../../src/context';

describe('contextSlot', () => {
  it('gives the initial value until a default is set', () => {
    const slot = contextSlot('test/initial', 1);
    expect(slot.get()).toBe(1);
    slot.setDefault(2);
    expect(slot.get()).toBe(2);
  });

  it('gives the innermost value inside run, and the outer one after', () => {
    const slot = contextSlot('test/nesting', 'outside');
    const seen = slot.run('outer', () => [slot.get(), slot.run('inner', () => slot.get()), slot.get()]);
    expect([...seen, slot.get()]).toEqual(['outer', 'inner', 'outer', 'outside']);
  });

  it('keeps concurrent branches apart across awaits', async () => {
    const slot = contextSlot('test/branches', 0);
    const branch = (value: number) =>
      slot.run(value, async () => {
        await Promise.resolve();
        const before = slot.get();
        await new Promise((resolve) => setImmediate(resolve));
        return [before, slot.get()];
      });
    expect(await Promise.all([branch(1), branch(2), branch(3)])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
  });

  it('lets a default set later be seen where no run is in force', () => {
    const slot = contextSlot('test/late-default', 'first');
    slot.run('inner', () => slot.setDefault('second'));
    expect(slot.get()).toBe('second');
  });

  it('shares its value with the slot of the same name in another copy of the library', () => {
    const mine = contextSlot('test/copies', 'none');
    jest.resetModules();
    const copy = jest.requireActual<typeof import('../../src/context')>('../../src/context');
    const theirs = copy.contextSlot('test/copies', 'none');
    mine.setDefault('shared');
    expect(theirs.get()).toBe('shared');
    expect(theirs.run('inside', () => mine.get())).toBe('inside');
  });
});

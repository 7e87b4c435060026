import { Example, ExampleFieldError } from '../../src/primitives';
import { itShows } from '../support/report-cases';

describe('an example', () => {
  itShows<{ example: object; withInputs: string[] }>(
    'b003',
    'refuses an input that it does not have',
    ({ example, withInputs }) => {
      const whole = Example.from(example as Record<string, unknown>);
      for (const name of [withInputs[2]!, 'toString', '__proto__', 'constructor', 'inputs', '', '0']) {
        const attempt = (): unknown => whole.withInputs('a', name);
        expect(attempt).toThrow(ExampleFieldError);
        expect(attempt).toThrow(JSON.stringify(name).slice(1, -1));
      }
    },
  );

  itShows('b003', 'has as inputs what it is told, a field that holds undefined or null included', () => {
    const example = Example.from({ a: undefined, b: null, c: 1 }).withInputs('a', 'b');
    expect(Object.keys(example.inputs())).toEqual(['a', 'b']);
    expect(example.labels()).toEqual({ c: 1 });
    expect(Example.from({ a: 1 }).withInputs().inputs()).toEqual({});
  });

  itShows<{ example: { q: string; ctx: string; a: string }; withInputs: ['q', 'ctx'] }>(
    'b128',
    'keeps its inputs in every copy',
    ({ example, withInputs }) => {
      const original = Example.from(example).withInputs(...withInputs);
      const parts = (copy: { inputs(): object; labels(): object }) => [
        Object.keys(copy.inputs()),
        Object.keys(copy.labels()),
      ];
      const whole = [['q', 'ctx'], ['a']];
      const more = [
        ['q', 'ctx'],
        ['a', 'extra'],
      ];
      expect(parts(original.copy())).toEqual(whole);
      expect(parts(original.copy({ a: '3' }))).toEqual(whole);
      expect(parts(original.copy({ extra: 1 } as never))).toEqual(more);
      expect(parts(original.with({ extra: 1 }))).toEqual(more);
      expect(parts(original.without('ctx'))).toEqual([['q'], ['a']]);
      expect(parts(original.without('a'))).toEqual([['q', 'ctx'], []]);
      expect(parts(original.without('ctx').with({ ctx: 'new' }))).toEqual([['q'], ['a', 'ctx']]);
      expect(parts(Example.from(original))).toEqual(whole);
      expect(parts(original)).toEqual(whole);
      expect(original.toJSON()).toEqual(example);
    },
  );
});

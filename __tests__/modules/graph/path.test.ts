import fc from 'fast-check';
import { formatPath, ModulePathError, parsePath, type PathStep } from '../../../src/modules';

const attribute = (name: string): PathStep => ({ kind: 'attribute', name });
const key = (text: string): PathStep => ({ kind: 'key', key: text });
const index = (place: number): PathStep => ({ kind: 'index', index: place });

describe('formatPath', () => {
  it.each([
    ['self', []],
    ['route', [attribute('route')]],
    ['intake.check.judge.predict', ['intake', 'check', 'judge', 'predict'].map(attribute)],
    ['experts[1].predict', [attribute('experts'), index(1), attribute('predict')]],
    ["by_queue['two words'].predict", [attribute('by_queue'), key('two words'), attribute('predict')]],
    ["by_queue['it's']", [attribute('by_queue'), key("it's")]],
    ["by_queue['a.b[0]']", [attribute('by_queue'), key('a.b[0]')]],
    ["groups[0][1]['x']", [attribute('groups'), index(0), index(1), key('x')]],
  ])('writes %s as DSPy does', (path, steps) => {
    expect(formatPath(steps)).toBe(path);
    expect(parsePath(path)).toEqual(steps);
  });

  it('gives different places different paths, and the way back', () => {
    const names = fc.oneof(
      fc.string(),
      fc.constantFrom("a']['b", "it's]", 'a.b', '["x"]', 'self', '', '\\', '"'),
    );
    const steps = fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant('key' as const), key: names }),
        fc.record({ kind: fc.constant('index' as const), index: fc.nat() }),
      ),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(
        names.filter((name) => /^[^.[\]'"]+$/.test(name) && name !== 'self'),
        steps,
        (name, rest) => {
          const path = [attribute(name), ...rest];
          expect(parsePath(formatPath(path))).toEqual(path);
        },
      ),
    );
  });

  it('writes names that could be read as more than one step as JSON', () => {
    expect(formatPath([attribute('a.b'), attribute('c')])).toBe('["a.b"].c');
    expect(formatPath([attribute('m'), key("a']['b")])).toBe('m["a\'][\'b"]');
    expect(formatPath([attribute('self')])).toBe('["self"]');
  });

  it.each(['', 'a..b', '.a', 'a[', 'a[x]', "a['b", 'a["b]', 'a[0', "a'b"].filter((path) => path !== ''))(
    'refuses %j',
    (path) => {
      expect(() => parsePath(path)).toThrow(ModulePathError);
    },
  );
});

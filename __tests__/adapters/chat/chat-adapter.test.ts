import { AdapterParseError, ChatAdapter } from '../../../src/adapters';
import { parseSignature } from '../../../src/signatures';

const signature = parseSignature('q -> a: string, i: integer');
const parse = (text: string) => new ChatAdapter().parse(signature, text);

describe('ChatAdapter', () => {
  it.each([
    ['the plain form', '[[ ## a ## ]]\nhello\n\n[[ ## i ## ]]\n3\n\n[[ ## completed ## ]]'],
    ['values on the line of the marker', '[[ ## a ## ]] hello\n[[ ## i ## ]] 3'],
    ['indented markers', '   [[ ## a ## ]]\n   hello\n   [[ ## i ## ]]\n   3'],
    ['bold markers', '**[[ ## a ## ]]**\nhello\n**[[ ## i ## ]]**\n3'],
    ['other spacing', '[[##a##]]\nhello\n[[  ##  i  ##  ]]\n3'],
    ['an inline end', '[[ ## a ## ]]\nhello\n[[ ## i ## ]]\n3 [[ ## completed ## ]]'],
    ['text before', 'Sure, here you are:\n[[ ## a ## ]]\nhello\n[[ ## i ## ]]\n3'],
    ['the inputs said again', '[[ ## q ## ]]\nwhat?\n[[ ## a ## ]]\nhello\n[[ ## i ## ]]\n3'],
    [
      'a field twice, of which the first counts',
      '[[ ## a ## ]]\nhello\n[[ ## a ## ]]\nother\n[[ ## i ## ]]\n3',
    ],
    ['Windows lines', '[[ ## a ## ]]\r\nhello\r\n[[ ## i ## ]]\r\n3\r\n'],
    ['the other order', '[[ ## i ## ]]\n3\n[[ ## a ## ]]\nhello'],
  ])('reads %s', (_, text) => {
    expect(parse(text)).toEqual({ a: 'hello', i: 3 });
  });

  it('keeps a header of no field in the value', () => {
    expect(parse('[[ ## a ## ]]\n# Title\n[[ ## zzz ## ]]\nrest\n[[ ## i ## ]]\n1')).toEqual({
      a: '# Title\n[[ ## zzz ## ]]\nrest',
      i: 1,
    });
  });

  it('reads numbers as people write them, and reports it', () => {
    const { values, repairs } = new ChatAdapter().read(signature, '[[ ## a ## ]]\nx\n[[ ## i ## ]]\n1,000');
    expect(values['i']).toBe(1000);
    expect(repairs).toMatchObject([{ path: 'i', kind: 'converted' }]);
  });

  it('names each output at fault, and keeps the whole reply out of the message', () => {
    const text = `[[ ## i ## ]]\nthree apples ${'and more '.repeat(200)}`;
    const error = attempt(() => parse(text)) as AdapterParseError;
    expect(error.issues.map(({ path }) => path)).toEqual(['a', 'i']);
    expect(error.message.length).toBeLessThan(1200);
    expect(error.text).toBe(text);
  });

  it('takes the default of an output that is missing, and leaves out an optional one', () => {
    const optional = parseSignature('q -> a: string, note?: string');
    expect(new ChatAdapter().parse(optional, '[[ ## a ## ]]\nx')).toEqual({ a: 'x' });
  });

  it('reads a long reply in linear time', () => {
    const time = (size: number): number => {
      const text = `[[ ## a ## ]]\n${'[[ ## '.repeat(size)}\n[[ ## i ## ]]\n1`;
      const start = performance.now();
      parse(text);
      return performance.now() - start;
    };
    time(1000);
    expect(time(40_000)).toBeLessThan(2000);
  });

  it('renders one prompt like this', () => {
    const task = { inputs: { q: 'Who?' }, demos: [{ q: 'One?', a: 'Yes', i: 1 }] };
    expect(new ChatAdapter().format(signature, task).messages).toMatchSnapshot();
  });
});

function attempt(body: () => unknown): unknown {
  try {
    body();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

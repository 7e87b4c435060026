import { JSONAdapter } from '../../../src/adapters';
import { parseSignature } from '../../../src/signatures';

const signature = parseSignature('q -> a: string, i: integer');
const parse = (text: string) => new JSONAdapter().parse(signature, text);

describe('JSONAdapter', () => {
  it.each([
    ['clean JSON', '{"a":"hello","i":3}'],
    ['a code fence', '```json\n{"a":"hello","i":3}\n```'],
    ['prose around it', 'Here it is: {"a":"hello","i":3}. Enjoy!'],
    ['a list of one', '[{"a":"hello","i":3}]'],
    ['surplus keys and commas', '{"a":"hello","i":3,"zzz":1,}'],
    ['single quotes and bare keys', "{a: 'hello', i: 3}"],
    ['a number as text', '{"a":"hello","i":"3"}'],
    ['comments', '{"a":"hello", // the answer\n"i":3}'],
  ])('reads %s', (_, text) => {
    expect(parse(text)).toEqual({ a: 'hello', i: 3 });
  });

  it.each([
    ['a missing output', '{"a":"hello"}'],
    ['a wrong type', '{"a":"hello","i":"many"}'],
    ['no object', 'hello'],
    ['null for text', '{"a":null,"i":1}'],
  ])('refuses %s', (_, text) => {
    expect(() => parse(text)).toThrow(/outputs of/);
  });

  it('asks for a schema where the model can be held to one, else for JSON, else for nothing', () => {
    const formatFor = (jsonSchema: boolean, jsonMode: boolean) =>
      new JSONAdapter().format(signature, { inputs: { q: 'x' } }, { jsonSchema, jsonMode, tools: false })
        .responseFormat?.type;
    expect([formatFor(true, true), formatFor(false, true), formatFor(false, false)]).toEqual([
      'json-schema',
      'json',
      undefined,
    ]);
  });

  it('renders one prompt like this', () => {
    const task = { inputs: { q: 'Who?' }, demos: [{ q: 'One?', a: 'Yes', i: 1 }] };
    expect(new JSONAdapter().format(signature, task).messages).toMatchSnapshot();
  });
});

const LENGTH = 1_000_000;

const repeated = (piece: string, start = ''): string =>
  (start + piece.repeat(Math.ceil(LENGTH / piece.length))).slice(0, LENGTH);

/** Texts of a million characters that are made to cost a parser time or stack. */
export const HOSTILE_TEXTS: Readonly<Record<string, string>> = {
  'open brackets': repeated('['),
  'open braces': repeated('{'),
  'open members': repeated('{"a":'),
  'open tuples': repeated('(['),
  'closing brackets': repeated('}]'),
  quotes: repeated('"'),
  'quotes in a list': repeated('"', '['),
  'quotes in a member': repeated('"', '{"a":"'),
  'quotes and commas': repeated('", "', '{"a": "'),
  'texts without end': repeated('"x, ', '['),
  'members without end': repeated(',"b', '{"a":"'),
  backslashes: repeated('\\', '["'),
  'escaped quotes': repeated('\\\\"', '{"a":"'),
  'code fences': repeated('```\n'),
  'code blocks': repeated('```json\n{"x":1}\n```\n'),
  'empty objects': repeated('{} '),
  'small lists': repeated('[1] '),
  placeholders: repeated('{name} and '),
  'comments without end': repeated('/*', '{'),
  'line comments': repeated('//', '['),
  'words without quotes': repeated('a b,', '['),
  'brackets in words': repeated('({[', '{a: '),
  'JSON in a text': repeated('{"k": ', '{"a": "'),
  'known keys in a text': repeated(', a: ', '{"a": "'),
  digits: repeated('1', '{"a": '),
  bullets: repeated('- x\n'),
  'tags of reasoning': repeated('<think>'),
  'white space': repeated(' ', '{"a":'),
};

import { inferPrefix } from '../../src/signatures';

describe('inferPrefix', () => {
  it.each([
    ['question', 'Question'],
    ['camelCaseText', 'Camel Case Text'],
    ['text2number', 'Text 2 Number'],
    ['HTMLParser', 'HTML Parser'],
    ['a1b2', 'A 1 B 2'],
    ['config_text', 'Config Text'],
    ['toString', 'To String'],
    ['next_tool_args', 'Next Tool Args'],
    ['reasoning_attempt_1', 'Reasoning Attempt 1'],
    ['_hidden', ' Hidden'],
    ['größe', 'Größe'],
  ])('makes %s into "%s"', (name, words) => {
    expect(inferPrefix(name)).toBe(words);
  });
});

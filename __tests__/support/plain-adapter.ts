import type { Adapter, AdapterValues } from '../../src/adapters';
import { AdapterParseError } from '../../src/adapters';

/**
 * The plainest prompt format there can be: every message is JSON. For tests that are about what is asked and answered,
 * not about how it is written.
 */
export const plainAdapter: Adapter = {
  name: 'plain',
  version: 1,
  format: (signature, { inputs, demos = [] }) => ({
    messages: [
      { role: 'system', content: signature.instructions },
      ...demos.map((demo) => ({ role: 'assistant' as const, content: JSON.stringify(demo) })),
      { role: 'user', content: JSON.stringify(inputs) },
    ],
  }),
  formatReply: (_signature, values) => JSON.stringify(values),
  parse: (signature, text) => plainAdapter.read(signature, text).values,
  read: (signature, text) => {
    if (text.startsWith('{')) return { values: JSON.parse(text) as Record<string, unknown>, repairs: [] };
    throw new AdapterParseError({ adapter: 'plain', signature: signature.name, text, issues: [] });
  },
  call: async (lm, signature, task, options = {}) => {
    const { signal, cache, check: _check, maxCorrections: _most, correct: _correct, ...rest } = options;
    const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    const response = await lm.doGenerate(
      { ...plainAdapter.format(signature, task), ...given },
      { signal, cache },
    );
    const completions: AdapterValues[] = response.outputs.map(({ text }) =>
      plainAdapter.parse(signature, text),
    );
    return {
      adapter: 'plain',
      completions,
      repairs: completions.map(() => []),
      failures: [],
      responses: [response],
    };
  },
};

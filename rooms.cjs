/**
 * The map of src/. Each room lists the rooms it may import, and may only name rooms ABOVE it, so that a cycle cannot
 * be written down. `.dependency-cruiser.cjs` turns the map into rules; ARCHITECTURE.md says what each room is for.
 */
const floor = ['errors', 'util'];

module.exports = {
  errors: [],
  util: ['errors'],
  context: [],
  messages: [...floor],
  metadata: [...floor],
  resilience: [...floor],
  cache: [...floor],
  saving: [...floor],
  types: [...floor, 'messages', 'metadata'],
  primitives: [...floor, 'messages'],
  signatures: [...floor, 'metadata', 'types'],
  decorators: [...floor, 'metadata', 'types', 'signatures'],
  datasets: [...floor, 'primitives'],
  lm: [...floor, 'context', 'messages', 'resilience', 'cache'],
  adapters: [...floor, 'context', 'messages', 'types', 'primitives', 'signatures', 'lm'],
  retrievers: [...floor, 'context', 'primitives', 'lm'],
  modules: [
    ...floor,
    'context',
    'messages',
    'metadata',
    'saving',
    'types',
    'primitives',
    'signatures',
    'lm',
    'adapters',
    'retrievers',
  ],
  evaluate: [...floor, 'context', 'messages', 'saving', 'primitives', 'signatures', 'lm', 'modules'],
  teleprompt: [
    ...floor,
    'context',
    'messages',
    'saving',
    'types',
    'primitives',
    'signatures',
    'lm',
    'adapters',
    'retrievers',
    'modules',
    'evaluate',
  ],
  settings: [...floor, 'context', 'cache', 'lm', 'adapters', 'modules', 'evaluate'],
  testing: [...floor, 'context', 'messages', 'cache', 'types', 'primitives', 'signatures', 'lm', 'adapters', 'modules', 'settings'],
};

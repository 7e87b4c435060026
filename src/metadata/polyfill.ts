import type {} from 'reflect-metadata';

// eslint-disable-next-line @typescript-eslint/no-require-imports -- it is CommonJS; `import` in ESM reads it twice, which costs a cold start 20 ms
require('reflect-metadata');

/**
 * No Node has `Symbol.metadata` yet. Compilers look for it while a class is being defined, so it must exist before
 * the first decorated class does; the registered symbol is what they all fall back to.
 */
if ((Symbol as { metadata?: symbol }).metadata === undefined) {
  Object.defineProperty(Symbol, 'metadata', { value: Symbol.for('Symbol.metadata') });
}

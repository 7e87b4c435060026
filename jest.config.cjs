const compilerOptions = require('./scripts/jest-compiler-options.cjs');

/** Packages that are published as ES modules only. */
const MODULES = '/node_modules/(?:hyparquet|@nestjs)/';

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // A bound against hanging, not a measure of speed: a busy machine must not turn a slow test into a failed one.
  testTimeout: 180_000,
  // Jest leaves one core idle by default, which is half of a machine with two.
  maxWorkers: '100%',
  roots: ['<rootDir>/__tests__'],
  testMatch: ['**/*.test.ts'],
  reporters: ['default', '<rootDir>/scripts/totals-reporter.cjs'],
  moduleNameMapper: {
    '^dspex$': '<rootDir>/src/index.ts',
    '^dspex/(cli|datasets|distributed|jest|nestjs|python|testing|web)$': '<rootDir>/src/$1/index.ts',
    '^dspex/retrievers$': '<rootDir>/src/retrievers/backends/index.ts',
  },
  transform: {
    '^.+\\.ts$': ['ts-jest', { tsconfig: compilerOptions, diagnostics: false }],
    [`${MODULES}.+\\.js$`]: '<rootDir>/scripts/jest-module-transform.cjs',
  },
  transformIgnorePatterns: [`^(?!.*${MODULES}).*/node_modules/`],
};

const compilerOptions = require('./scripts/jest-compiler-options.cjs');

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // A bound against hanging, not a measure of speed: a busy machine must not turn a slow test into a failed one.
  testTimeout: 60_000,
  // Jest leaves one core idle by default, which is half of a machine with two.
  maxWorkers: '100%',
  roots: ['<rootDir>/__tests__'],
  testMatch: ['**/*.test.ts'],
  reporters: ['default', '<rootDir>/scripts/totals-reporter.cjs'],
  moduleNameMapper: {
    '^dspex$': '<rootDir>/src/index.ts',
    '^dspex/cli$': '<rootDir>/src/cli/index.ts',
    '^dspex/testing$': '<rootDir>/src/testing/index.ts',
  },
  transform: {
    '^.+\\.ts$': ['ts-jest', { tsconfig: compilerOptions, diagnostics: false }],
  },
};

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/__tests__'],
  testMatch: ['**/*.test.ts'],
  moduleNameMapper: {
    '^dspex$': '<rootDir>/src/index.ts',
    '^dspex/testing$': '<rootDir>/src/testing/index.ts',
  },
  transform: {
    '^.+\\.ts$': [
      'ts-jest',
      {
        tsconfig: { ...require('./scripts/jest-compiler-options.cjs') },
        isolatedModules: true,
        diagnostics: false,
      },
    ],
  },
};

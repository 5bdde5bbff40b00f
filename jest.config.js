/** @type {import('jest').Config} */
const shared = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.tools/'],
};

module.exports = {
  // Much of the time is waiting for what hangs on purpose.
  maxWorkers: '100%',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
      testPathIgnorePatterns: ['<rootDir>/__tests__/end-to-end/'],
    },
    {
      ...shared,
      displayName: 'end-to-end',
      testMatch: ['<rootDir>/__tests__/end-to-end/**/*.test.ts'],
    },
  ],
};

/** @type {import('jest').Config} */
const shared = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.tools/'],
};

// These tests build images, which needs buildah and skopeo.
const IMAGE_TESTS = ['<rootDir>/__tests__/end-to-end/sign-and-push'];

module.exports = {
  // Tests wait more than they compute: many run against servers that hang on purpose.
  maxWorkers: '100%',
  // A worker that has run hundreds of files holds so much memory that it takes longer to end than jest waits.
  workerIdleMemoryLimit: '600MB',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
      testPathIgnorePatterns: ['<rootDir>/__tests__/(end-to-end|image|deploy|fork|static|browser)/'],
    },
    {
      ...shared,
      displayName: 'end-to-end',
      testMatch: ['<rootDir>/__tests__/end-to-end/**/*.test.ts'],
      testPathIgnorePatterns: IMAGE_TESTS,
    },
    {
      ...shared,
      displayName: 'sign-and-push',
      testMatch: ['<rootDir>/__tests__/end-to-end/sign-and-push*.test.ts'],
    },
    {
      ...shared,
      displayName: 'image',
      testMatch: ['<rootDir>/__tests__/image/**/*.test.ts'],
    },
    {
      ...shared,
      displayName: 'deploy',
      testMatch: ['<rootDir>/__tests__/deploy/**/*.test.ts'],
    },
    // Installs the fork of cdktf (half a gigabyte).
    { ...shared, displayName: 'fork', testMatch: ['<rootDir>/__tests__/fork/**/*.test.ts'] },
    { ...shared, displayName: 'browser', testMatch: ['<rootDir>/__tests__/browser/**/*.test.ts'] },
    { ...shared, displayName: 'static', testMatch: ['<rootDir>/__tests__/static/**/*.test.ts'] },
  ],
};

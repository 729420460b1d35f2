// Jest in ESM mode: TypeScript is stripped by swc, types are checked by `npm run types`.
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/.tiffin/'],
  modulePathIgnorePatterns: ['/.tiffin/'],
  // PostgreSQL and Redis of this checkout, shared by all runs that go on at the same time.
  globalSetup: '<rootDir>/packages/local-stack/src/jest/global-setup.ts',
  globalTeardown: '<rootDir>/packages/local-stack/src/jest/global-teardown.ts',
  setupFiles: ['<rootDir>/packages/local-stack/src/jest/suite-environment.ts'],
  // Workspace packages resolve through node_modules links to TypeScript sources.
  transformIgnorePatterns: ['/node_modules/(?!@tiffin/)'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2024', parser: { syntax: 'typescript' } },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  testTimeout: 30_000,
};

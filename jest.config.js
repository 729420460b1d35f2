// Jest in ESM mode: TypeScript is stripped by swc, types are checked by `npm run types`.
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/.tiffin/'],
  modulePathIgnorePatterns: ['/.tiffin/'],
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

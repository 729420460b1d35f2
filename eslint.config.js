// The house rules that a machine can check. Types are checked by `npm run types`, layout by Prettier.
import graphql from '@graphql-eslint/eslint-plugin';
import tseslint from 'typescript-eslint';

const FORBIDDEN_NAMES = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'misc']);

/** Files and folders are named after what they are about. */
const domainNames = {
  meta: { type: 'suggestion', schema: [] },
  create: (context) => ({
    Program(node) {
      const path = context.filename.slice(import.meta.dirname.length + 1);
      for (const part of path.split('/')) {
        const name = part.split('.', 1)[0] ?? '';
        if (!FORBIDDEN_NAMES.has(name)) continue;
        context.report({ node, message: `Name "${part}" after what it is about.` });
      }
    },
  }),
};

const SUBGRAPHS = [
  'accounts',
  'restaurants',
  'orders',
  'drivers',
  'tracking',
  'payments',
  'reviews',
  'notifications',
  'promotions',
  'insights',
];
const OTHER_SUBGRAPH = 'Subgraphs meet through the graph and through events, never through code.';

/** What nobody in `folder` may import of the subgraphs, except `own`. */
const withoutSubgraphs = (own) => ({
  patterns: [
    {
      group: SUBGRAPHS.filter((name) => name !== own).flatMap((name) => [
        `@tiffin/${name}`,
        `@tiffin/${name}/*`,
        `**/subgraphs/${name}/**`,
        `../**/${name}/src/**`,
      ]),
      message: OTHER_SUBGRAPH,
    },
    { group: ['**/utils*', '**/helpers*', '**/misc*'], message: 'Name it after what it is about.' },
  ],
});

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      '**/.tiffin/**',
      '**/generated/**',
      '**/dist/**',
      '**/coverage/**',
      'schema/**',
      'prisma/**/migrations/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strict],
    plugins: { tiffin: { rules: { 'domain-names': domainNames } } },
    rules: {
      'tiffin/domain-names': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-param-reassign': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // With noUncheckedIndexedAccess it is how one says that an index was checked before.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // It does not know `Promise.withResolvers<void>()`.
      '@typescript-eslint/no-invalid-void-type': 'off',
    },
  },
  {
    // A promise nobody waits for loses its error, and with it an order.
    files: ['gateway/src/**/*.ts', 'subgraphs/*/src/**/*.ts', 'packages/*/src/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    // What talks to a person at a terminal.
    files: [
      'scripts/**',
      'bench/**',
      'clients/**',
      '**/scripts/**',
      '**/test/**',
      '**/main.ts',
      '**/*-main.ts',
      'packages/events/src/dead-letter/command.ts',
      'subgraphs/accounts/src/signing-keys/rotate-signing-key.ts',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    // Tests read answers whose shape they are about to assert.
    files: ['**/test/**/*.ts', '**/*.test.ts'],
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    rules: {
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
    },
  },
  {
    files: ['packages/*/src/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', withoutSubgraphs()] },
  },
  ...SUBGRAPHS.map((name) => ({
    files: [`subgraphs/${name}/**/*.ts`],
    rules: { 'no-restricted-imports': ['error', withoutSubgraphs(name)] },
  })),
  {
    // Pure values: no input or output, no clock but the one they define.
    files: ['packages/kernel/src/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['node:*', 'pg', 'ioredis', 'undici'], message: 'Pure values do no I/O.' },
          ],
        },
      ],
    },
  },

  {
    files: ['subgraphs/*/schema.graphql', 'packages/service/graph/*.graphql'],
    languageOptions: { parser: graphql.parser },
    plugins: { '@graphql-eslint': graphql },
    rules: {
      '@graphql-eslint/require-description': [
        'error',
        {
          types: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
          DirectiveDefinition: true,
          // Described by convention: nobody reads them as types.
          ignoredSelectors: [
            '[type=ObjectTypeDefinition][name.value=Query]',
            '[type=ObjectTypeDefinition][name.value=Mutation]',
            '[type=ObjectTypeDefinition][name.value=Subscription]',
          ],
        },
      ],
      '@graphql-eslint/naming-convention': [
        'error',
        {
          types: 'PascalCase',
          FieldDefinition: 'camelCase',
          InputValueDefinition: 'camelCase',
          Argument: 'camelCase',
          DirectiveDefinition: 'camelCase',
          EnumValueDefinition: 'UPPER_CASE',
          'FieldDefinition[parent.name.value=Query]': {
            forbiddenPrefixes: ['get', 'list', 'fetch'],
            forbiddenSuffixes: ['Query'],
          },
          'FieldDefinition[parent.name.value=Mutation]': { forbiddenSuffixes: ['Mutation'] },
          'FieldDefinition[parent.name.value=Subscription]': {
            forbiddenSuffixes: ['Subscription'],
          },
        },
      ],
      '@graphql-eslint/require-deprecation-reason': 'error',
      '@graphql-eslint/no-typename-prefix': 'error',
    },
  },
  {
    files: ['subgraphs/*/src/calls/**/*.graphql', 'clients/**/*.graphql'],
    languageOptions: { parser: graphql.parser },
    plugins: { '@graphql-eslint': graphql },
    rules: {
      '@graphql-eslint/no-anonymous-operations': 'error',
      '@graphql-eslint/naming-convention': [
        'error',
        {
          OperationDefinition: 'PascalCase',
          FragmentDefinition: 'PascalCase',
          VariableDefinition: 'camelCase',
        },
      ],
    },
  },
);

import { describe, expect, test } from '@jest/globals';

import { parseEngineArguments } from '../../src/schema-engine/arguments.ts';
import { migrationTarget } from '../../src/schema-engine/datasource.ts';

describe("the engine's command line", () => {
  test('models and a datasource: it serves', () => {
    const argv = ['--datamodels', 'a.prisma', '--datamodels', 'b.prisma'];
    expect(parseEngineArguments([...argv, '--datasource', '{"url":"postgresql://x"}'])).toEqual({
      kind: 'serve',
      datamodelPaths: ['a.prisma', 'b.prisma'],
      datasource: { url: 'postgresql://x' },
    });
  });

  test('the values of options it has no use for are not taken for anything else', () => {
    const argv = [
      '--enabled-preview-features',
      'cli',
      '--datasource',
      '{}',
      'cli',
      'drop-database',
    ];
    expect(parseEngineArguments(argv)).toEqual({
      kind: 'maintenance',
      command: 'drop-database',
      datasource: {},
    });
  });

  test('the version wins', () => {
    expect(parseEngineArguments(['--version'])).toEqual({ kind: 'version' });
  });

  test('a url is taken apart, its schema becomes the search path, quoted', () => {
    const url = 'postgresql://a%40b:p%2Fw@db:6543/shop%20two?schema=or"ders&sslmode=require';
    expect(migrationTarget(url)).toEqual({
      schema: 'or"ders',
      connection: {
        host: 'db',
        port: 6543,
        user: 'a@b',
        password: 'p/w',
        database: 'shop two',
        options: '-c search_path="or""ders"',
        max: 1,
        ssl: { rejectUnauthorized: false },
      },
    });
  });
});

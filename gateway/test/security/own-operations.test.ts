import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { buildSchema, getOperationAST, parse } from 'graphql';
import { COST_LIMIT } from '../../src/security/cost/cost-policy.ts';
import { readCostRules } from '../../src/security/cost/cost-rules.ts';
import { costOf } from '../../src/security/cost/operation-cost.ts';
import { weigh } from '../../src/security/cost/weigh.ts';

const SCHEMA = path.resolve(import.meta.dirname, '../../../schema');
const read = (file: string) => readFileSync(path.join(SCHEMA, file), 'utf8');
const api = buildSchema(read('api.graphql'));
const rules = readCostRules(parse(read('supergraph.graphql')));
/** The largest page a client may ask for. */
const LARGEST_PAGE = { first: 100 };

describe('our own clients stay within what one operation may cost', () => {
  test.each(globSync('operations/*.graphql', { cwd: SCHEMA }))('%s', (file) => {
    const document = parse(read(file));
    const operation = getOperationAST(document)!;
    const cost = weigh(costOf(document, operation, api, rules), LARGEST_PAGE);
    expect(cost).toBeLessThanOrEqual(COST_LIMIT);
  });
});

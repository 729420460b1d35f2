import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startFixtureGateway, type FixtureGateway } from './fixture/fixture-gateway.ts';

let fixture: FixtureGateway;
let bearer: string;

beforeAll(async () => {
  fixture = await startFixtureGateway({ CORS_ORIGINS: 'https://app.example' });
  bearer = await fixture.issuer.bearer();
});

afterAll(() => fixture.close());

/** What a client can tell of an answer; ids and dates differ by nature. */
async function answerTo(body: object, headers: Record<string, string>): Promise<object> {
  const response = await fetch(fixture.gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-request-id': 'request-1', ...headers },
    body: JSON.stringify(body),
  });
  const { date: _date, ...rest } = Object.fromEntries(response.headers);
  return { status: response.status, headers: rest, text: await response.text() };
}

/** A member that Apollo Server ignores keeps a request from the short way. */
const LONG_WAY = { extensions: { clientLibrary: { name: 'test' } } };

const requests: [string, object, Record<string, string>?][] = [
  ['a query', { query: '{ ticket(id: "1") { number dish { name } courier { name } } }' }],
  ['a list', { query: '{ tickets { id dishes { upc name maker { name } } } }' }],
  ['a mutation', { query: 'mutation { rename(id: "1", number: 4) { number dish { name } } }' }],
  [
    'variables',
    {
      query: 'query Q($id: ID!) { ticket(id: $id) { id } }',
      operationName: 'Q',
      variables: { id: '2' },
    },
  ],
  ['null variables', { query: '{ whoami }', variables: null, operationName: null }],
  ['an unknown operation name', { query: 'query A { whoami }', operationName: 'B' }],
  ['several operations', { query: 'query A { whoami } query B { mine }', operationName: 'A' }],
  ['a missing variable', { query: 'query($id: ID!) { ticket(id: $id) { id } }' }],
  [
    'a variable that does not fit',
    {
      query:
        'query($i: Int!) { rename: whoami @skip(if: false) fails(how: "X") @include(if: true) ticket(id: $i) { id } }',
      variables: { i: 'x' },
    },
  ],
  ['a typed error', { query: '{ whoami fails(how: "FORBIDDEN") }' }],
  ['a masked error', { query: '{ whoami fails(how: "bug") }' }],
  ['null at the top', { query: '{ required(how: "NOT_FOUND") }' }],
  ['an error of another subgraph', { query: '{ ticket(id: "3") { courier { name } } }' }],
  ['what does not fit the schema', { query: '{ dishes { maker { name } } }' }],
  ['a document that does not validate', { query: '{ nothing }' }],
  ['a document that does not parse', { query: '{' }],
  ['no document', { query: '' }],
  ['introspection', { query: '{ __schema { queryType { name } } __type(name: "Dish") { name } }' }],
  ['a subscription', { query: 'subscription { ticketChanged { sequence } }' }],
  ['a field that needs a token, without', { query: '{ mine }' }],
  ['a field that needs a token, with', { query: '{ mine }' }, { authorization: 'bearer' }],
  ['a token that is not valid', { query: '{ whoami }' }, { authorization: 'Bearer nonsense' }],
  ['a page of a listed origin', { query: '{ whoami }' }, { origin: 'https://app.example' }],
  ['a page of another origin', { query: '{ whoami }' }, { origin: 'https://evil.example' }],
  ...[
    '*/*',
    'application/json',
    'application/json, */*',
    'application/json, text/plain, */*',
    'application/graphql-response+json',
    'application/graphql-response+json,application/json;q=0.9',
    'application/graphql-response+json, application/json',
    'text/html, application/json;q=0.5',
    'image/png',
  ].map((accept): [string, object, Record<string, string>] => [
    `accept ${accept}`,
    { query: '{ whoami fails(how: "NOT_FOUND") }' },
    { accept },
  ]),
];

describe('the short way answers as Apollo Server does', () => {
  test.each(requests)('%s', async (_name, body, given = {}) => {
    const headers = given['authorization'] === 'bearer' ? { authorization: bearer } : given;
    const theirs = await answerTo({ ...body, ...LONG_WAY }, headers);
    // By now the document is known.
    const ours = await answerTo(body, headers);
    expect(ours).toEqual(theirs);
  });
});

import { describe, expect, test } from '@jest/globals';
import { buildSchema, getOperationAST, parse } from 'graphql';
import type { JsonObject } from '../src/execution/json.ts';
import { ResponseWriter } from '../src/execution/response/response-writer.ts';

const schema = buildSchema(`
  type Query { a: String b: String must: Thing! maybe: Thing things: [Thing!] many: [Thing]
    node: Node list: [String] id: ID int: Int float: Float yes: Boolean mood: Mood blob: Blob }
  type Thing implements Node { id: ID! name: String! toString: String constructor: Thing }
  interface Node { id: ID }
  enum Mood { GOOD }
  scalar Blob
`);

function write(
  source: string,
  data: JsonObject,
  variables: JsonObject = {},
): { text: string; errors: [string, unknown][] } {
  const document = parse(source);
  const definition = getOperationAST(document);
  if (!definition) throw new Error('no operation');
  const { text, errors } = new ResponseWriter(schema, document, definition).write(data, variables);
  return { text, errors: errors.map(({ message, path }) => [message, path]) };
}

describe('what is written', () => {
  test('comes in the order in which the document first asks for what is included', () => {
    const source =
      'query($no: Boolean!) { b @include(if: $no) a ...F b } fragment F on Query { int }';
    const data = { a: 'A', b: 'B', int: 1 };
    expect(write(source, data, { no: false }).text).toBe('{"a":"A","int":1,"b":"B"}');
    expect(write(source, data, { no: true }).text).toBe('{"b":"B","a":"A","int":1}');
  });

  test('is only what was asked for, once, under its alias', () => {
    const source = '{ x: maybe { id } x: maybe { name id } }';
    const data = { x: { id: '1', name: 'n', secret: 's' }, maybe: 1 };
    expect(write(source, data).text).toBe('{"x":{"id":"1","name":"n"}}');
  });

  test('nothing but null when a top-level field may not be null', () => {
    expect(write('{ a must { id } }', { a: 'A' })).toEqual({
      text: 'null',
      errors: [['Cannot return null for non-nullable field Query.must.', ['must']]],
    });
  });

  test('nulls go up to what may be null, each told of once', () => {
    const data = { things: [{ id: '1', name: 'n' }, { id: '2' }, { id: '3' }] };
    expect(write('{ things { id name } many: things { id } }', { ...data, many: null })).toEqual({
      text: '{"things":null,"many":null}',
      errors: [
        ['Cannot return null for non-nullable field Thing.name.', ['things', 1, 'name']],
        ['Cannot return null for non-nullable field Thing.name.', ['things', 2, 'name']],
      ],
    });
    expect(write('{ many { id name } }', { many: [{ id: '1' }, null] }).text).toBe(
      '{"many":[null,null]}',
    );
  });

  test.each([
    ['id', 7, '7'],
    ['id', 'x"\n', '"x\\"\\n"'],
    ['id', 1.5, 'null'],
    ['int', -0, '0'],
    ['int', 1e300, 'null'],
    ['int', '1', 'null'],
    ['float', 1.25, '1.25'],
    ['float', Number.NaN, 'null'],
    ['yes', false, 'false'],
    ['yes', 0, 'null'],
    ['mood', 'GOOD', '"GOOD"'],
    ['mood', 'BAD', 'null'],
    ['a', 7, 'null'],
    ['a', '🍕'.repeat(40), JSON.stringify('🍕'.repeat(40))],
    ['a', '\ud800', '"\\ud800"'],
    ['blob', { any: ['thing', null] }, '{"any":["thing",null]}'],
    ['list', 'no list', 'null'],
    ['list', ['a', null, 1], '["a",null,null]'],
    ['maybe', 'no object', 'null'],
  ])('%s given %j is %s', (field, value, text) => {
    const selection = field === 'maybe' ? 'maybe { id }' : field;
    expect(write(`{ ${selection} }`, { [field]: value }).text).toBe(`{"${field}":${text}}`);
  });

  test('names that every object has are not found in objects that do not', () => {
    const source = '{ maybe { toString constructor { id } __proto__: name } }';
    expect(write(source, { maybe: {} }).text).toBe('{"maybe":null}');
    const data = JSON.parse('{"maybe":{"toString":"t","__proto__":"p"}}') as JsonObject;
    expect(write(source, data).text).toBe(
      '{"maybe":{"toString":"t","constructor":null,"__proto__":"p"}}',
    );
  });

  test('an object whose type is not in the schema is not shown', () => {
    expect(write('{ node { id } }', { node: { __typename: 'Secret', id: '1' } })).toEqual({
      text: '{"node":null}',
      errors: [['Invalid __typename found for object at field Query.node.', ['node']]],
    });
    expect(write('{ node { __typename id } }', { node: { id: '1' } }).text).toBe('{"node":null}');
  });

  test('introspection', () => {
    const source =
      'query($t: String!) { __type(name: $t) { name ...K } } fragment K on __Type { kind }';
    expect(write(source, {}, { t: 'Thing' }).text).toBe(
      '{"__type":{"name":"Thing","kind":"OBJECT"}}',
    );
  });
});

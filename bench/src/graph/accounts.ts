import { USERS, userOf } from './catalogue.ts';
import type { SubgraphDefinition } from './subgraph-definition.ts';

export const accounts: SubgraphDefinition = {
  types: `
    type Query {
      me: User
      user(id: ID!): User
      users: [User]
    }
    type User @key(fields: "id") {
      id: ID!
      name: String @audience(of: [])
      username: String @shareable
      birthday: Int
    }`,
  resolvers: {
    Query: {
      me: () => USERS[0],
      user: (_: unknown, { id }: { id: string }) => userOf(id),
      users: () => USERS,
    },
    User: { __resolveReference: ({ id }: { id: string }) => userOf(id) },
  },
};

import { USERS, userOf } from './catalogue.ts';
import type { SubgraphDefinition } from './subgraph-definition.ts';

export const accounts: SubgraphDefinition = {
  types: `
    type Query {
      me: User @audience(of: [ACCOUNT])
      user(id: ID!): User @audience(of: [])
      users: [User] @audience(of: [])
    }
    type User @key(fields: "id") {
      id: ID! @audience(of: [])
      name: String @audience(of: [])
      username: String @shareable @audience(of: [])
      birthday: Int @audience(of: [])
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

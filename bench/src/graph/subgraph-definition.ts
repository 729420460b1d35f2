import type { GraphQLResolverMap } from '@apollo/subgraph';

/** One of the fixture's subgraphs: what it says it has, and how it finds it. */
export interface SubgraphDefinition {
  typeDefs: string;
  resolvers: GraphQLResolverMap<unknown>;
}

/**
 * What every subgraph's schema begins with. `@audience(of: [])` says that a field tells everybody the
 * same, `@resumable` that a stream has an order: that lets our gateway share it. The others carry both
 * along unread.
 */
export const FEDERATION = `
extend schema
  @link(
    url: "https://specs.apollo.dev/federation/v2.3"
    import: ["@key", "@shareable", "@external", "@requires", "@provides", "@composeDirective"]
  )
  @link(url: "https://tiffin.dev/specs/subscription/v0.1", import: ["@audience", "@resumable"])
  @composeDirective(name: "@audience")
  @composeDirective(name: "@resumable")
directive @audience(of: [String!]!) on FIELD_DEFINITION
directive @resumable(opens: String!) on FIELD_DEFINITION
`;

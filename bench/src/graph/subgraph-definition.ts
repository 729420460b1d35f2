import type { GraphQLResolverMap } from '@apollo/subgraph';

/** One of the fixture's subgraphs: what it says it has, and how it finds it. */
export interface SubgraphDefinition {
  typeDefs: string;
  resolvers: GraphQLResolverMap<unknown>;
}

/**
 * What every subgraph's schema begins with. `@audience(of: [])` says that a field tells everybody the
 * same, which is what lets our gateway share a stream; the others carry it along unread.
 */
export const FEDERATION = `
extend schema
  @link(
    url: "https://specs.apollo.dev/federation/v2.3"
    import: ["@key", "@shareable", "@external", "@requires", "@provides", "@composeDirective"]
  )
  @link(url: "https://tiffin.dev/specs/subscription/v0.1", import: ["@audience"])
  @composeDirective(name: "@audience")
directive @audience(of: [String!]!) on FIELD_DEFINITION
`;

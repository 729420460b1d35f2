import type { GraphQLResolverMap } from '@apollo/subgraph';

/** One of the fixture's subgraphs: what it says it has, and how it finds it. */
export interface SubgraphDefinition {
  types: string;
  resolvers: GraphQLResolverMap<unknown>;
}

/** What a schema begins with to have the federation's directives. */
export const FEDERATION = `
extend schema
  @link(
    url: "https://specs.apollo.dev/federation/v2.3"
    import: ["@key", "@shareable", "@external", "@requires", "@provides", "@composeDirective"]
  )
`;

/**
 * Directives of our own: `@audience(of: [])` says that a field tells everybody the same, `@resumable`
 * that a stream has an order. That lets our gateway share it; the others carry both along unread.
 */
export const STREAM_DIRECTIVES = `
extend schema
  @link(url: "https://tiffin.dev/specs/subscription/v0.1", import: ["@audience", "@resumable"])
  @composeDirective(name: "@audience")
  @composeDirective(name: "@resumable")
directive @audience(of: [subscription__IdentityPart!]!) on FIELD_DEFINITION
directive @resumable(opens: subscription__Opening!) on FIELD_DEFINITION
enum subscription__IdentityPart { ACCOUNT ROLES SCOPES MEMBERSHIPS }
enum subscription__Opening { SNAPSHOT NEXT }
`;

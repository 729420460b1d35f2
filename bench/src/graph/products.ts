import { PRODUCTS } from './catalogue.ts';
import type { SubgraphDefinition } from './subgraph-definition.ts';

export const products: SubgraphDefinition = {
  types: `
    type Query {
      topProducts(first: Int = 5): [Product] @audience(of: [])
    }
    type Product @key(fields: "upc") {
      upc: String! @audience(of: [])
      name: String @audience(of: [])
      price: Int @audience(of: [])
      weight: Int @audience(of: [])
    }`,
  resolvers: {
    Query: {
      topProducts: (_: unknown, { first }: { first: number }) => PRODUCTS.slice(0, first),
    },
    Product: {
      __resolveReference: ({ upc }: { upc: string }) =>
        PRODUCTS.find((product) => product.upc === upc),
    },
  },
};

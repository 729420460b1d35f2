import type { SubgraphDefinition } from './subgraph-definition.ts';

interface ProductReference {
  upc: string;
  price?: number;
  weight?: number;
}

const FREE_SHIPPING_PRICE = 1_000;
const SHIPPING_BY_WEIGHT = 0.5;

export const inventory: SubgraphDefinition = {
  types: `
    type Product @key(fields: "upc") {
      upc: String!
      weight: Int @external
      price: Int @external
      inStock: Boolean @audience(of: [])
      shippingEstimate: Int @requires(fields: "price weight") @audience(of: [])
    }`,
  resolvers: {
    Product: {
      __resolveReference: (product: ProductReference) => ({
        ...product,
        inStock: Number(product.upc) % 2 === 1,
      }),
      shippingEstimate: ({ price = 0, weight = 0 }: ProductReference) =>
        price > FREE_SHIPPING_PRICE ? 0 : Math.round(weight * SHIPPING_BY_WEIGHT),
    },
  },
};

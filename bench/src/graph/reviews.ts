import { REVIEWS, reviewsBy, userOf, type Review } from './catalogue.ts';
import { reviewsAddedTo, type AddedReview } from './review-channels.ts';
import type { SubgraphDefinition } from './subgraph-definition.ts';

const withReferences = (review: Review | undefined): unknown =>
  review && {
    ...review,
    author: {
      __typename: 'User',
      id: review.authorId,
      username: userOf(review.authorId).username,
    },
    product: { __typename: 'Product', upc: review.upc },
  };
const byId = (id: string): unknown => withReferences(REVIEWS.find((review) => review.id === id));

export const reviews: SubgraphDefinition = {
  types: `
    type Query {
      review(id: ID!): Review @audience(of: [])
    }
    type Subscription {
      reviewAdded(channel: ID!, after: String): ReviewEvent
        @audience(of: [])
        @resumable(opens: SNAPSHOT)
    }
    type ReviewEvent {
      cursor: String!
      sequence: Int!
      review: Review
    }
    type Review @key(fields: "id") {
      id: ID!
      body: String @audience(of: [])
      author: User @provides(fields: "username") @audience(of: [])
      product: Product @audience(of: [])
    }
    type User @key(fields: "id") {
      id: ID!
      username: String @external
      numberOfReviews: Int @audience(of: [])
      reviews: [Review] @audience(of: [])
    }
    type Product @key(fields: "upc") {
      upc: String!
      reviews: [Review] @audience(of: [])
    }`,
  resolvers: {
    Query: { review: (_: unknown, { id }: { id: string }) => byId(id) },
    Subscription: {
      reviewAdded: {
        subscribe: (_: unknown, { channel, after }: { channel: string; after?: string }) =>
          reviewsAddedTo(channel, after),
        resolve: (event: AddedReview) => ({ ...event, review: withReferences(event.review) }),
      },
    },
    Review: { __resolveReference: ({ id }: { id: string }) => byId(id) },
    User: {
      __resolveReference: (user: unknown) => user,
      reviews: ({ id }: { id: string }) => reviewsBy(id).map(withReferences),
      numberOfReviews: ({ id }: { id: string }) => reviewsBy(id).length,
    },
    Product: {
      __resolveReference: (product: unknown) => product,
      reviews: ({ upc }: { upc: string }) =>
        REVIEWS.filter((review) => review.upc === upc).map(withReferences),
    },
  },
};

export interface Operation {
  name: OperationName;
  /** What it stands for, as the report says it. */
  meaning: string;
  query: string;
  /** What it is asked with, in turn. */
  variables: readonly Record<string, unknown>[];
}

export type OperationName = 'small' | 'big' | 'uniq';

/** Users asked for in turn by `uniq`: too many for sharing of requests in flight to help much. */
const ROTATING_IDS = 2_000;
const FIRST_ROTATING_ID = 101;

const small: Operation = {
  name: 'small',
  meaning: 'one user, their reviews, the products',
  query: `query Small { me { id name reviews { id body product { upc name inStock } } } }`,
  variables: [{}],
};

const big: Operation = {
  name: 'big',
  meaning: 'the public heavy nested query',
  query: `fragment User on User { id username name }
fragment Review on Review { id body }
fragment Product on Product { inStock name price shippingEstimate upc weight }
query Big {
  users {
    ...User
    reviews {
      ...Review
      product {
        ...Product
        reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } }
      }
    }
  }
  topProducts(first: 5) {
    ...Product
    reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } }
  }
}`,
  variables: [{}],
};

const uniq: Operation = {
  name: 'uniq',
  meaning: `one of ${ROTATING_IDS} users in turn, their reviews, who else reviewed the products`,
  query: `query Uniq($id: ID!) {
  user(id: $id) {
    id username name
    reviews {
      id body
      product {
        upc name price inStock shippingEstimate
        reviews { id body author { id username name } }
      }
    }
  }
}`,
  variables: Array.from({ length: ROTATING_IDS }, (_, index) => ({
    id: String(FIRST_ROTATING_ID + index),
  })),
};

export const OPERATIONS: readonly Operation[] = [small, big, uniq];

/** The body of a request for this operation with the variables whose turn it is. */
export function requestBody({ query, variables }: Operation, turn: number): string {
  return JSON.stringify({ query, variables: variables[turn % variables.length] });
}

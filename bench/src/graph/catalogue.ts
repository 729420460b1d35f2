export interface User {
  id: string;
  name: string;
  username: string;
  birthday: number;
}

export interface Product {
  upc: string;
  name: string;
  price: number;
  weight: number;
}

export interface Review {
  id: string;
  body: string;
  authorId: string;
  upc: string;
}

/** The people, products and reviews of the public federation benchmark. */
export const USERS: readonly User[] = [
  'Uri Goldshtein',
  'Dotan Simha',
  'Kamil Kisiela',
  'Arda Tanrikulu',
  'Gil Gardosh',
  'Laurin Quast',
].map((name, index) => ({
  id: String(index + 1),
  name,
  username: name.toLowerCase().replace(' ', ''),
  birthday: 700_000 + index,
}));

export const PRODUCTS: readonly Product[] = (
  [
    ['Table', 899, 100],
    ['Couch', 1_299, 1_000],
    ['Glass', 15, 20],
    ['Chair', 499, 100],
    ['TV', 1_299, 1_000],
    ['Lamp', 6_999, 300],
    ['Grill', 3_999, 2_000],
    ['Fridge', 100_000, 6_000],
    ['Sofa', 9_999, 900],
  ] as const
).map(([name, price, weight], index) => ({ upc: String(index + 1), name, price, weight }));

const BODIES = ['Love it!', 'Too expensive.', 'Could be better.', 'Prefer something else.'];

/** Who wrote about what. */
const REVIEWED: readonly (readonly [author: number, product: number])[] = [
  [1, 1],
  [1, 2],
  [2, 3],
  [2, 1],
  [3, 1],
  [3, 3],
  [4, 4],
  [4, 1],
  [5, 5],
  [5, 2],
  [6, 6],
];

export const REVIEWS: readonly Review[] = REVIEWED.map(([author, product], index) => ({
  id: String(index + 1),
  body: BODIES[index % BODIES.length] ?? '',
  authorId: String(author),
  upc: String(product),
}));

/** Everybody beyond the public six exists too, so that ids can rotate. */
export function userOf(id: string): User {
  const known = USERS.find((user) => user.id === id);
  return known ?? { id, name: `User ${id}`, username: `user${id}`, birthday: 1 };
}

const REVIEWS_OF_OTHERS = 5;

/** Others write about five products each, which ones depends on who they are. */
export function reviewsBy(authorId: string): readonly Review[] {
  if (USERS.some((user) => user.id === authorId)) {
    return REVIEWS.filter((review) => review.authorId === authorId);
  }
  return Array.from({ length: REVIEWS_OF_OTHERS }, (_, index) => ({
    id: `${authorId}-${index}`,
    body: `Written by ${authorId}, number ${index}`,
    authorId,
    upc: String(((Number(authorId) * (index * 2 + 1) + index) % PRODUCTS.length) + 1),
  }));
}

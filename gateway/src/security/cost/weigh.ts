/** Coerced variables of one request. */
export type Variables = Readonly<Record<string, unknown>>;

/** What part of an operation costs: known beforehand, or once the variables are there. */
export type Weight = number | ((variables: Variables) => number);

export function weigh(weight: Weight, variables: Variables): number {
  return typeof weight === 'number' ? weight : weight(variables);
}

export function sum(weights: readonly Weight[]): Weight {
  let known = 0;
  const open: ((variables: Variables) => number)[] = [];
  for (const weight of weights) {
    if (typeof weight === 'number') known += weight;
    else open.push(weight);
  }
  if (open.length === 0) return known;
  return (variables) => open.reduce((total, weight) => total + weight(variables), known);
}

export function product(one: Weight, other: Weight): Weight {
  if (typeof one === 'number' && typeof other === 'number') return one * other;
  return (variables) => weigh(one, variables) * weigh(other, variables);
}

/** A part that `@skip` or `@include` may leave out. */
export function when(isIncluded: (variables: Variables) => boolean, weight: Weight): Weight {
  return (variables) => (isIncluded(variables) ? weigh(weight, variables) : 0);
}

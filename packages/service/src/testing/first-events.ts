import { getNamedType, type GraphQLSchema } from 'graphql';
import type { Identity } from '../identity/identity.ts';
import type { Answers } from './audience-table.ts';
import { selectionOf } from './deep-selection.ts';

/** Begins a stream. Its errors reject, as a list, or come with an event. */
export type Follow = (
  query: string,
  variables: Record<string, unknown>,
  identity: Identity,
) => Promise<AsyncIterator<unknown>>;

/** A stream to be asked for, with literal arguments such as `(orderId: "1")`. */
export interface FollowedField {
  readonly field: string;
  readonly args: string;
}

/**
 * The first event of a stream, with everything below it, on behalf of everybody; of those who are not
 * admitted, why. The refused are left out on request: with them nothing is shared.
 */
export async function firstEvents(
  schema: GraphQLSchema,
  { field, args }: FollowedField,
  callers: readonly Identity[],
  follow: Follow,
  { leaveOutRefused }: { leaveOutRefused: boolean },
): Promise<Map<Identity, Answers>> {
  const type = schema.getSubscriptionType()?.getFields()[field]?.type;
  if (type === undefined) throw new Error(`there is no subscription "${field}"`);
  const query = `subscription { ${field}${args} ${selectionOf(getNamedType(type)) ?? ''} }`;
  const said = new Map<Identity, Answers>();
  await Promise.all(
    callers.map(async (caller) => {
      const events = await follow(query, {}, caller);
      try {
        const { value } = (await events.next()) as { value: unknown };
        said.set(caller, new Map([[field, JSON.stringify(value)]]));
      } catch (refusal) {
        if (!leaveOutRefused) said.set(caller, new Map([[field, refusedWith(refusal)]]));
      }
      await events.return?.();
    }),
  );
  return said;
}

function refusedWith(refusal: unknown): string {
  const errors = refusal as { extensions?: { code?: unknown } }[];
  return JSON.stringify(errors.map(({ extensions }) => extensions?.code));
}

import type { Audience } from '../declaration/audience.ts';
import type { Audiences } from '../declaration/audiences.ts';
import type { Answer } from './answer.ts';
import type { PlanExecutor } from './plan-executor.ts';
import type { PreparedOperation } from './prepared-operation.ts';
import type { AccountChanges } from './transport/account-changes.ts';
import { SharedReads } from './transport/shared-reads.ts';

/** Queries are answered by the gateway, whatever subgraphs it asks. */
const GATEWAY = 'gateway';

/**
 * Who sends a query that is just being answered, with the same variables, gets the same answer: run
 * once and written once. Where the subgraphs declare what counts of a caller, that is for all who
 * agree in it; queries in which everything counts are left alone, as hardly anybody has company.
 *
 * A query that may be joined joins no read that began before itself: who joins has to know how old the
 * answer can be.
 *
 * @param changes what the transports tell of mutations
 */
export function queriesShared(
  executor: PlanExecutor,
  audiences: Pick<Audiences, 'ofQuery' | 'keyOf'>,
  changes: AccountChanges,
): PlanExecutor {
  const ids = new WeakMap<PreparedOperation, number>();
  let lastId = 0;
  const idOf = (operation: PreparedOperation): number => {
    let id = ids.get(operation);
    if (id === undefined) ids.set(operation, (id = lastId += 1));
    return id;
  };
  const underWay = new SharedReads<Audience>(
    (audience, identity) => audiences.keyOf(audience, identity),
    changes,
  );
  return {
    ...executor,
    answer(operation, variables, caller) {
      const isQuery = operation.definition.operation === 'query';
      const audience = isQuery ? audiences.ofQuery(operation) : undefined;
      if (audience === undefined) return executor.answer(operation, variables, caller);
      const body = `${idOf(operation)} ${JSON.stringify(variables)}`;
      return underWay.read<Answer>({ operation: audience, caller }, GATEWAY, body, ({ beganAt }) =>
        executor.answer(operation, variables, caller, beganAt),
      );
    },
  };
}

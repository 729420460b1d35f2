import type { Audience } from '../declaration/audience.ts';
import type { Audiences } from '../declaration/audiences.ts';
import type { Answer } from './answer.ts';
import type { PlanExecutor } from './plan-executor.ts';
import type { PreparedOperation } from './prepared-operation.ts';
import { SharedReads } from './transport/shared-reads.ts';

/** Queries are answered by the gateway, whatever subgraphs it asks. */
const GATEWAY = 'gateway';

/**
 * Who sends a query that is just being answered, with the same variables, gets the same answer: run
 * once and written once. Where the subgraphs declare what counts of a caller, that is for all who
 * agree in it; queries in which everything counts are left alone, as hardly anybody has company.
 */
export function queriesShared(
  executor: PlanExecutor,
  audiences: Pick<Audiences, 'ofQuery' | 'keyOf'>,
): PlanExecutor {
  const ids = new WeakMap<PreparedOperation, number>();
  let lastId = 0;
  const idOf = (operation: PreparedOperation): number => {
    let id = ids.get(operation);
    if (id === undefined) ids.set(operation, (id = lastId += 1));
    return id;
  };
  const underWay = new SharedReads<Audience>((audience, identity) =>
    audiences.keyOf(audience, identity),
  );
  return {
    ...executor,
    answer(operation, variables, caller) {
      const kind = operation.definition.operation;
      if (kind === 'mutation') {
        const changed = (): void => underWay.changed(caller.identity);
        return executor.answer(operation, variables, caller).finally(changed);
      }
      const audience = kind === 'query' ? audiences.ofQuery(operation) : undefined;
      if (audience === undefined) return executor.answer(operation, variables, caller);
      const body = `${idOf(operation)} ${JSON.stringify(variables)}`;
      return underWay.read<Answer>({ operation: audience, caller }, GATEWAY, body, () =>
        executor.answer(operation, variables, caller),
      );
    },
  };
}

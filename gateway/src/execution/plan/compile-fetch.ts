import type { FetchNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { valueText } from '../json.ts';
import type {
  SubgraphAnswer,
  SubgraphOperation,
  SubgraphTransport,
} from '../transport/subgraph-transport.ts';
import { compileContextArguments } from './context-arguments.ts';
import { locatedAt, objectsAt, takeObjectsAt } from './data-path.ts';
import { REPRESENTATIONS } from './entity-fetch.ts';
import { FetchedEntities } from './fetched-entities.ts';
import { takeEntities, takeRootAnswer, type FetchPlace } from './fetch-answer.ts';
import type { PlanRun, PlanStep } from './plan-run.ts';
import { compileRepresentation } from './representation.ts';
import { compileRewrites } from './rewrites.ts';

export function compileFetch(
  schema: GraphQLSchema,
  node: FetchNode,
  path: readonly (string | number)[],
): PlanStep {
  const place: FetchPlace = {
    subgraph: node.serviceName,
    path,
    rewrite: compileRewrites(schema, node.outputRewrites),
  };
  const operation: SubgraphOperation = {
    query: node.operation,
    operationName: node.operationName,
    kind: node.operationKind === 'mutation' ? 'mutation' : 'query',
  };
  const variablesOf = compileVariables(node.variableUsages ?? []);
  const { requires, contextRewrites } = node;

  if (requires === undefined) {
    return guarded((run) => {
      if (objectsAt(run.data, path).length === 0) return undefined;
      const answer = send(run, place.subgraph, operation, `{${variablesOf(run)}}`);
      return taken(run, answer, (given) => takeRootAnswer(run, place, given));
    });
  }

  const representationOf = compileRepresentation(
    schema,
    requires,
    compileRewrites(schema, node.inputRewrites),
  );
  const isTaken = node.variableUsages?.includes(REPRESENTATIONS) ?? false;
  const ask = (run: PlanRun, entities: FetchedEntities, more: string): Promise<void> => {
    if (isTaken && run.variables[REPRESENTATIONS] !== undefined) {
      throw new Error(`Variables cannot contain key "${REPRESENTATIONS}"`);
    }
    const { caller, mayShareReads: mayShare, newerThan } = run;
    const others = [variablesOf(run), more].filter(Boolean).join(',');
    const transport = transportOf(run, place.subgraph);
    const { texts, targets } = entities;
    const fetch = { transport, operation, others, texts, caller, mayShare, newerThan };
    const answer = run.entityReads.ask(fetch);
    return taken(run, answer, (given) => takeEntities(run, place, targets, given));
  };

  if (contextRewrites === undefined || contextRewrites.length === 0) {
    return guarded((run) => {
      const entities = new FetchedEntities(representationOf);
      takeObjectsAt(run.data, path, entities);
      return entities.texts.length === 0 ? undefined : ask(run, entities, '');
    });
  }

  // Entities with the same surroundings go together: an argument is one value for a whole fetch.
  const argumentsOf = compileContextArguments(schema, contextRewrites);
  return guarded((run) => {
    const groups = new Map<string, FetchedEntities>();
    for (const located of locatedAt(run.data, path)) {
      const key = membersText(Object.entries(argumentsOf(located)));
      const group = groups.get(key) ?? new FetchedEntities(representationOf);
      groups.set(key, group);
      group.add(located.object);
    }
    const asked = [...groups].filter(([, entities]) => entities.texts.length > 0);
    return all(asked.map(([more, entities]) => guarded(() => ask(run, entities, more))(run)));
  });
}

function send(
  run: PlanRun,
  subgraph: string,
  operation: SubgraphOperation,
  variables: string,
): Promise<SubgraphAnswer> {
  const { caller, mayShareReads: mayShare, newerThan } = run;
  return transportOf(run, subgraph).send({ operation, variables, caller, mayShare, newerThan });
}

function transportOf({ transports }: PlanRun, subgraph: string): SubgraphTransport {
  const transport = transports.get(subgraph);
  if (transport === undefined) throw new Error(`Couldn't find service with name "${subgraph}"`);
  return transport;
}

/** The client's variables that a fetch uses, as members of a JSON object. */
function compileVariables(names: readonly string[]): (run: PlanRun) => string {
  if (names.length === 0) return () => '';
  return ({ variables }) =>
    membersText(
      names.filter((name) => Object.hasOwn(variables, name)).map((name) => [name, variables[name]]),
    );
}

function membersText(members: readonly (readonly [string, unknown])[]): string {
  return members
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${JSON.stringify(name)}:${valueText(value)}`)
    .join(',');
}

/** A fetch that fails leaves an error and its fields empty; the plan goes on. */
function taken(
  run: PlanRun,
  answer: Promise<SubgraphAnswer>,
  take: (answer: SubgraphAnswer) => void,
): Promise<void> {
  const fail = (error: unknown): void => void run.errors.push(error);
  return answer.then((given) => {
    try {
      take(given);
    } catch (error) {
      fail(error);
    }
  }, fail);
}

/** So does one that cannot even be sent. */
function guarded(step: PlanStep): PlanStep {
  return (run) => {
    try {
      return step(run);
    } catch (error) {
      run.errors.push(error);
      return undefined;
    }
  };
}

/** Waits for all that there is to wait for. */
export function all(
  waits: readonly (Promise<unknown> | undefined)[],
): Promise<unknown> | undefined {
  const pending = waits.filter((wait) => wait !== undefined);
  return pending.length < 2 ? pending[0] : Promise.all(pending);
}

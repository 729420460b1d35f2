import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { costOf } from './cost/operation-cost.ts';
import type { Weight } from './cost/weigh.ts';
import type { DemandRules } from './demand-rules.ts';
import { classesOf } from './rate-limits/operation-classes.ts';

/** What an operation asks of the platform, whoever runs it. */
export interface OperationDemand {
  cost: Weight;
  /** Whether the schema says what its fields cost; without it the number above means little. */
  declaresCost: boolean;
  /** How often it touches fields of each class of limits. */
  classes: ReadonlyMap<string, number>;
}

export function demandOf(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  schema: GraphQLSchema,
  rules: DemandRules,
): OperationDemand {
  return {
    cost: costOf(document, operation, schema, rules.cost),
    declaresCost: rules.cost.declared,
    classes: classesOf(document, operation, schema, rules.rateClasses),
  };
}

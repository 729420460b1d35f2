import { parse } from 'graphql';
import { readCostRules, type CostRules } from './cost/cost-rules.ts';
import { readRateClasses } from './rate-limits/rate-classes.ts';

/** What a schema declares of what its fields cost and how often they may be asked for. */
export interface DemandRules {
  cost: CostRules;
  /** Class of limits by `Type.field`. */
  rateClasses: ReadonlyMap<string, string>;
}

export function readDemandRules(supergraphSdl: string): DemandRules {
  const document = parse(supergraphSdl, { noLocation: true });
  return { cost: readCostRules(document), rateClasses: readRateClasses(document) };
}

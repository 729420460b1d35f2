export {
  askEverybody,
  askQueries,
  faultsOf,
  type Answers,
  type AudienceAnswer,
} from './audience-table.ts';
export { selectionOf } from './deep-selection.ts';
export { everyCaller, type SceneParties } from './callers.ts';
export {
  declaredAudiences,
  silentEntityFields,
  type AudiencePart,
  type DeclaredAudience,
} from './declared-audience.ts';
export { firstEvents, type Follow } from './first-events.ts';

/** What one document may ask for. Checked after parsing and before anything that costs more. */
export interface OperationLimits {
  /** Levels of fields below the operation; introspection is not counted. */
  depth: number;
  /** Aliased fields, with fragments written out. */
  aliases: number;
  /** Directives applied in the operation, with fragments written out. */
  directives: number;
  /** Fields at the top of one operation, with fragments written out. */
  rootFields: number;
  /** Lexical tokens of the document. */
  tokens: number;
  /** Fields in total with fragments written out: what planning has to work through. */
  expandedFields: number;
  /** Length of the document in UTF-16 units. */
  documentCharacters: number;
  /** Length of the variables: the characters of names and texts, and one for every other value. */
  variableCharacters: number;
  /** CPU time that planning may take, milliseconds. */
  planningMs: number;
}

export const DEFAULT_OPERATION_LIMITS: Readonly<OperationLimits> = {
  depth: 15,
  aliases: 100,
  directives: 50,
  rootFields: 20,
  tokens: 5_000,
  expandedFields: 5_000,
  documentCharacters: 100_000,
  variableCharacters: 500_000,
  planningMs: 2_000,
};

/** A database that could not be brought to the state of its migrations folder. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
  readonly subgraph: string;

  constructor(subgraph: string, cause: unknown) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    super(`The migrations of ${subgraph} could not be applied: ${detail.trim()}`, { cause });
    this.subgraph = subgraph;
  }
}

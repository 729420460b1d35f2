import type { PreparedOperation } from '../execution/prepared-operation.ts';

/** Of operations that nobody registered: clients choose their names, and must not choose our labels. */
const OTHER = 'other';

/** Names operations in metrics by a closed set: those that are registered, and one for all others. */
export class OperationLabels {
  readonly #registered: ReadonlySet<string>;

  constructor(registered: Iterable<string>) {
    this.#registered = new Set(registered);
  }

  of({ definition }: Pick<PreparedOperation, 'definition'>): string {
    const name = definition.name?.value;
    return name !== undefined && this.#registered.has(name) ? name : OTHER;
  }
}

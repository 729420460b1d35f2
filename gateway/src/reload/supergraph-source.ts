/** Where the composed supergraph comes from. */
export interface SupergraphSource {
  /** For people: the variable and the place, without credentials. */
  readonly title: string;
  /**
   * The text, or undefined when it is certain that it is what was read last.
   * @param anew read it even if nothing says that it changed
   * @throws Error when it cannot be read
   */
  read(anew?: boolean): Promise<string | undefined>;
}

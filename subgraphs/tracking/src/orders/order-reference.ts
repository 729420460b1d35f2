/** An order of the orders context, known here by its id. */
export interface OrderReference {
  readonly id: string;
}

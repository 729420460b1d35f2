/** An order as this context knows it: by its id. */
export interface OrderReference {
  readonly id: string;
}

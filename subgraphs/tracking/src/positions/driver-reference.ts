/** A driver of the drivers context, known here by his id. */
export interface DriverReference {
  readonly id: string;
}

/** An operation that our own apps are known to send. */
export interface RegisteredOperation {
  name: string;
  text: string;
}

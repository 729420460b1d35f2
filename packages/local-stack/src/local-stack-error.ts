/** Something the person at the keyboard can mend: the message is one line and names the remedy. */
export class LocalStackError extends Error {
  override readonly name = 'LocalStackError';
}

import { v7, validate } from 'uuid';

/** A new UUID version 7 (RFC 9562): ordered by process time, opaque to clients. */
export function uuidv7(): string {
  return v7();
}

/** Whether a text is a UUID of any version, in canonical form. */
export function isUuid(text: string): boolean {
  return validate(text);
}

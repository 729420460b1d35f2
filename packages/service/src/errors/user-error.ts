/** Something the client can put right, returned inside a mutation's payload. */
export interface UserError<Code extends string = string> {
  /** A value of the schema's UserErrorCode enum. */
  code: Code;
  /** One sentence for a person. */
  message: string;
  /** Path of the offending input field, e.g. `['input', 'items', '0', 'quantity']`; null when it is none in particular. */
  field: string[] | null;
}

/** `field` is a dotted path (`input.items.0.quantity`) or its segments. */
export function userError<Code extends string>(
  code: Code,
  message: string,
  field?: string | readonly string[],
): UserError<Code> {
  return { code, message, field: fieldPath(field) };
}

function fieldPath(field: string | readonly string[] | undefined): string[] | null {
  if (field === undefined) return null;
  return typeof field === 'string' ? field.split('.') : [...field];
}

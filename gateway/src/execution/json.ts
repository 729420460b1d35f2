/** What `JSON.parse` gives for an object. Names come from subgraphs and documents: read own ones only. */
export type JsonObject = Record<string, unknown>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Short texts are tested and quoted here; for longer ones the engine's own way is faster. */
const QUOTED_HERE_MAX_CHARACTERS = 64;
const NEEDS_ESCAPE = /[\u0000-\u001f"\\\ud800-\udfff]/;

/** A string as JSON text. */
export function stringText(value: string): string {
  return value.length <= QUOTED_HERE_MAX_CHARACTERS && !NEEDS_ESCAPE.test(value)
    ? `"${value}"`
    : JSON.stringify(value);
}

/** Any value as JSON text; what JSON cannot say is null. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return stringText(value);
  // `stringify` answers undefined for functions and symbols, whatever its declaration says.
  return (JSON.stringify(value) as string | undefined) ?? 'null';
}

/** Whether `object[name]` could find something that is not the object's own. */
export function isInheritedName(name: string): boolean {
  return name in Object.prototype;
}

/** The object's own value of this name. */
export function ownValue(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Of what every object inherits, the one name that cannot be assigned to. */
const PROTOTYPE = '__proto__';

/** Sets an own value, `__proto__` included. */
export function setOwnValue(object: JsonObject, name: string, value: unknown): void {
  if (name !== PROTOTYPE) {
    object[name] = value;
    return;
  }
  Object.defineProperty(object, name, {
    configurable: true,
    enumerable: true,
    writable: true,
    value,
  });
}

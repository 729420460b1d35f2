import { createHash } from 'node:crypto';

/** SHA-256 of an input's canonical JSON: the order of properties and those undefined do not count. */
export function inputHash(input: unknown): Buffer {
  return createHash('sha256')
    .update(JSON.stringify(input, sortedProperties) ?? 'null')
    .digest();
}

function sortedProperties(_name: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const record = value as Record<string, unknown>;
  const sorted: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const name of Object.keys(record).sort()) sorted[name] = record[name];
  return sorted;
}

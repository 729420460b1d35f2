import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ConfigurationError, ROLES } from '@tiffin/service';

const rootField = z.string().regex(/^\w+\.\w+$/, 'expected Type.field');

const policySchema = z
  .strictObject({
    /** What is shed, in this order; each level adds to those before it. */
    levels: z
      .array(
        z.strictObject({
          /** Told to clients and in metrics. */
          name: z.string().regex(/^[a-z][a-z-]*$/, 'expected a name of small letters and dashes'),
          /** Fields of the root types that are refused. */
          fields: z.array(rootField).default([]),
          /**
           * Callers for whom nothing is served but what is never shed: `anonymous`, or those of whose roles
           * every one is listed.
           */
          strangers: z.array(z.enum(['anonymous', ...ROLES])).default([]),
          /** Events that may be left out for newer ones go out this far apart. */
          eventIntervalMs: z.number().int().min(1).optional(),
        }),
      )
      .min(1)
      .max(16),
    /** What is served at every level, to everybody; no level may name it. */
    never: z.array(rootField).default([]),
    /** What no level may name, but strangers do without. */
    neverForKnown: z.array(rootField).default([]),
  })
  .superRefine(({ levels, never, neverForKnown }, context) => {
    const kept = new Set([...never, ...neverForKnown]);
    for (const field of levels.flatMap(({ fields }) => fields)) {
      if (kept.has(field)) context.addIssue(`${field} is never shed, and a level sheds it`);
    }
  });

/** What is given up under overload, and in which order. It is the operator's, in a file. */
export type SheddingPolicy = z.infer<typeof policySchema>;

/** @throws ConfigurationError when the file cannot be read or says something else */
export function readSheddingPolicy(path: string): SheddingPolicy {
  try {
    return policySchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const reason = error instanceof Error ? error.message.replaceAll(/\s+/g, ' ') : String(error);
    throw new ConfigurationError([`SHEDDING ${path} is not a policy of shedding: ${reason}`]);
  }
}

import { z } from 'zod';

/** Access tokens that count no more. Times are process milliseconds since the epoch. */
export interface Revocation {
  /** Of all tokens of a session (`sid`), or of an account (`sub`). */
  claim: 'sid' | 'sub';
  value: string;
  /** They were issued before this. */
  at: number;
  /** The last of them has ended by itself. Undefined: the revocation is taken back. */
  until: number | undefined;
}

const MAX_VALUE_CHARACTERS = 256;
const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const event = z.object({
  data: z.object({
    revocation: z.object({
      claim: z.enum(['sid', 'sub']),
      value: z.string().min(1).max(MAX_VALUE_CHARACTERS),
      at: instant,
      until: instant.nullable(),
    }),
  }),
});

/**
 * What an event says of tokens, whatever else it is about: `data.revocation`.
 * @returns undefined when it says nothing; 'unreadable' when it says something that we do not understand
 */
export function revocationOf(given: unknown): Revocation | 'unreadable' | undefined {
  const data = (given as { data?: { revocation?: unknown } | null } | null)?.data;
  if (data?.revocation === undefined) return undefined;
  const parsed = event.safeParse(given);
  if (!parsed.success) return 'unreadable';
  const { until, ...revocation } = parsed.data.data.revocation;
  return { ...revocation, until: until ?? undefined };
}

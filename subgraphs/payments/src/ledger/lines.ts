import { z } from 'zod';

import type { LedgerLine } from './account.ts';

const stored = z.array(
  z.object({
    kind: z.enum([
      'CUSTOMER',
      'PLATFORM_REVENUE',
      'RESTAURANT_PAYABLE',
      'DRIVER_PAYABLE',
      'TAX_PAYABLE',
      'PROVIDER_CLEARING',
      'PROMOTIONS_EXPENSE',
    ]),
    ownerId: z.uuid(),
    minor: z.string().regex(/^-?\d+$/),
  }),
);

/** Lines as JSON: amounts as text, for they may exceed what a JSON number holds. */
export function storedLines(lines: readonly LedgerLine[]): string {
  return JSON.stringify(lines.map((line) => ({ ...line, minor: line.minor.toString() })));
}

/** The other way. Throws for anything that `storedLines` did not make. */
export function readLines(value: unknown): LedgerLine[] {
  return stored.parse(value).map((line) => ({ ...line, minor: BigInt(line.minor) }));
}

import { inTransaction } from '@tiffin/database';
import type { Role } from '@tiffin/service';
import { findAccount } from '../accounts/find-account.ts';
import type { Services } from '../services.ts';
import { createAccount } from './create-account.ts';
import { normaliseEmail } from './normalise-email.ts';

/** An operator's account that has to exist before anybody can grant roles. */
export interface Operator {
  readonly email: string;
  readonly password: string;
  readonly displayName: string;
  readonly role: Role;
}

/**
 * Opens the accounts of the first operators. An account with the same e-mail address stays as it is,
 * so this may run at every start and in several processes at once.
 */
export async function bootstrapOperators(
  services: Services,
  operators: readonly Operator[],
): Promise<void> {
  for (const operator of operators) await bootstrap(services, operator);
}

async function bootstrap(services: Services, operator: Operator): Promise<void> {
  const { database, passwords, domainClock } = services;
  const email = normaliseEmail(operator.email);
  if ((await findAccount(database.pool, { email })) !== undefined) return;
  const { displayName, role } = operator;
  const passwordHash = await passwords.hash(operator.password);
  await inTransaction(database.pool, (client) =>
    createAccount(client, { email, displayName, passwordHash, roles: [role] }, domainClock.now()),
  );
}

import { inTransaction } from '@tiffin/database';
import { userError } from '@tiffin/service';
import { findAccount } from '../accounts/find-account.ts';
import { momentOf } from '../moment.ts';
import type { Services } from '../services.ts';
import { issueTokens, type SessionOutcome } from '../sessions/issue-tokens.ts';
import { openSession } from '../sessions/open-session.ts';
import { createAccount } from './create-account.ts';
import { checkRegistration, type RegistrationInput } from './registration-input.ts';

/** Opens an account and its first session. */
export async function register(
  services: Services,
  given: RegistrationInput,
): Promise<SessionOutcome> {
  const { registration, userErrors } = checkRegistration(given);
  if (userErrors.length > 0) return { userErrors };
  const { email, displayName, role } = registration;
  const { database, passwords } = services;

  // Spares the hash, which is the expensive part; the unique address decides below.
  if ((await findAccount(database.pool, { email })) !== undefined) return emailTaken();
  const passwordHash = await passwords.hash(registration.password);
  const now = momentOf(services);
  const opened = await inTransaction(database.pool, async (client) => {
    const account = await createAccount(
      client,
      { email, displayName, passwordHash, roles: [role] },
      now.domain,
    );
    if (account === undefined) return undefined;
    return { account, session: await openSession(client, account.id, now) };
  });
  if (opened === undefined) return emailTaken();
  services.publishSoon();
  return issueTokens(services, opened.account, opened.session);
}

function emailTaken(): SessionOutcome {
  return {
    userErrors: [
      userError('EMAIL_TAKEN', 'An account with this e-mail address exists.', 'input.email'),
    ],
  };
}

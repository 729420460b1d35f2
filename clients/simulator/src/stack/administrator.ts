import { randomBytes } from 'node:crypto';
import { Session, type TiffinClient } from '@tiffin/sdk';
import { clientFor, type Surroundings } from '../actors/surroundings.ts';
import { persistently } from '../pacing/persistence.ts';

/** How the first administrator of a stack of our own logs in. */
export interface AdministratorLogin {
  email: string;
  password: string;
}

/** A new administrator's login, never written anywhere. */
export function administratorLogin(): AdministratorLogin {
  return { email: 'admin@replay.example', password: randomBytes(18).toString('base64url') };
}

/** The environment that makes a stack open the administrator's account. */
export function administratorEnvironment({ email, password }: AdministratorLogin) {
  return { BOOTSTRAP_ADMIN_EMAIL: email, BOOTSTRAP_ADMIN_PASSWORD: password };
}

/** Logs the administrator in. */
export function administratorSession(
  { url, signal }: Surroundings,
  { email, password }: AdministratorLogin,
): Promise<Session> {
  return persistently(() => Session.logIn(url, email, password), { signal });
}

/** A client of the administrator. */
export async function administrator(
  surroundings: Surroundings,
  login: AdministratorLogin,
): Promise<TiffinClient> {
  return clientFor(surroundings, await administratorSession(surroundings, login));
}

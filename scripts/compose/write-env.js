// Writes `.env` for compose from .env.example, with random secrets, or the file named as argument. One that exists is left
// alone. Plain JavaScript for any Node >= 18.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SECRET_BYTES = 32;
/** Readable by this user only. */
const OWNER_ONLY = 0o600;
/** What is empty and asks for a secret. Without the first operators' passwords no such account is opened. */
const EMPTY_SECRET = /^(?!BOOTSTRAP_)([A-Z_]+_(?:SECRET|KEY|PASSWORD))=$/gm;

const checkoutDirectory = fileURLToPath(new URL('../../', import.meta.url));
const target = process.argv[2] ?? join(checkoutDirectory, '.env');

if (!existsSync(target)) {
  const example = readFileSync(join(checkoutDirectory, '.env.example'), 'utf8');
  // Base64 as it may stand in a url, where the passwords go.
  const secret = () => randomBytes(SECRET_BYTES).toString('base64url');
  const text = example.replaceAll(EMPTY_SECRET, (_, name) => `${name}=${secret()}`);
  writeFileSync(target, text, { mode: OWNER_ONLY });
  console.log(`  ${target} written, with new secrets`);
}

// Brings every subgraph's schema up to date on the servers the environment names: DATABASE_OWNER_URL (or DATABASE_URL),
// and <NAME>_DATABASE_OWNER_URL for one with a server of its own. Run before the processes of a new version start.
import { applyAllMigrations } from '@tiffin/database';

try {
  await applyAllMigrations(process.env, (subgraph, migrations) => {
    console.log(`${subgraph}: ${migrations.length === 0 ? 'up to date' : migrations.join(', ')}`);
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

import { migrationTarget, type Datasource } from './datasource.ts';
import { canConnect, createDatabaseOf, databaseOf, dropDatabaseOf } from './maintenance.ts';

/** PostgreSQL's code for a failure, as the code under which Prisma's CLI knows it. */
const PRISMA_CODES: Readonly<Record<string, string>> = {
  '3D000': 'P1003', // the database does not exist
  '28P01': 'P1000', // wrong password
  '28000': 'P1000', // no such login
  '42P04': 'P1009', // the database exists already
};
const PRISMA_UNREACHABLE = 'P1001';

/**
 * Runs `cli can-connect-to-database | create-database | drop-database`.
 *
 * @returns the process's exit code; a failure is written to `log` as the one JSON line the CLI reads
 */
export async function runMaintenanceCommand(
  command: string,
  datasource: Datasource,
  log: (line: string) => void,
): Promise<0 | 1> {
  const target = migrationTarget(datasource.url);
  try {
    if (command === 'can-connect-to-database') await canConnect(target);
    else if (command === 'create-database') await createDatabaseOf(target);
    else if (command === 'drop-database') await dropDatabaseOf(target);
    else throw new Error(`The schema engine knows no command "${command}".`);
    return 0;
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    const missing = code === '3D000';
    log(
      JSON.stringify({
        timestamp: new Date().toISOString(),
        level: 'ERROR',
        target: 'schema_engine::logger',
        fields: {
          is_panic: false,
          message: missing
            ? `Database \`${databaseOf(target)}\` does not exist`
            : message || code || 'unknown',
          error_code: PRISMA_CODES[code ?? ''] ?? PRISMA_UNREACHABLE,
        },
      }),
    );
    return 1;
  }
}

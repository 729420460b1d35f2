export { createDatabase, type Database, type DatabaseOptions } from './database.ts';
export { databaseUrlFor, type DatabaseAudience } from './database-url.ts';
export { applyAllMigrations, applyMigrations } from './migrations/apply-migrations.ts';
export { APPLICATION_ROLE, prepareSchema } from './migrations/application-role.ts';
export { schemaEnginePath } from './schema-engine/schema-engine-path.ts';
export { withConnection } from './connection.ts';
export { withDatabase, withSchema } from './connection-url.ts';
export { MigrationError } from './migrations/migration-error.ts';
export { databasePolicy } from './policy.ts';
export { statement, type NamedStatement } from './statement.ts';
export { subgraphNames, type SubgraphName } from './subgraph-names.ts';
export {
  createTestDatabase,
  TEST_DATABASE_PREFIX,
  type TestDatabase,
} from './test-database/create-test-database.ts';
export { TEMPLATE_PREFIX } from './test-database/template.ts';
export { inTransaction, type IsolationLevel, type TransactionOptions } from './transaction.ts';

/** The PostgreSQL schema of this context. */
export const SCHEMA = 'tracking';

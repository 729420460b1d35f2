import { randomUUID } from 'node:crypto';

// Redis knows no databases where channels are concerned: each suite has a prefix of its own for its keys and channels.
process.env['REDIS_PREFIX'] = `test-${randomUUID()}:`;

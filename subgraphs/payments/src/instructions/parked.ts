// Shows the payment instructions that wait for a person, or lets one be tried again:
//   node subgraphs/payments/src/instructions/parked.ts
//   node subgraphs/payments/src/instructions/parked.ts resume <id>
import { createDatabase } from '@tiffin/database';
import { isUuid } from '@tiffin/kernel';
import { loadConfig } from '@tiffin/service';

import { storeShape, withDatabaseUrl } from '../config.ts';
import { paymentsPolicy } from '../policy.ts';
import { listParked, resumeParked } from './parked-instructions.ts';

const [command, id] = process.argv.slice(2);

function print(stream: NodeJS.WriteStream, line: string): void {
  stream.write(`${line}\n`);
}

async function main(): Promise<number> {
  const database = createDatabase({
    url: loadConfig(storeShape, withDatabaseUrl(process.env)).DATABASE_URL,
    schema: 'payments',
    applicationName: 'payments-parked',
    poolSize: 1,
  });
  try {
    if (command === undefined) {
      const parked = await listParked(database.pool, paymentsPolicy.instructions.maxParkedShown);
      for (const { id, kind, orderId, parkedAt, reason } of parked) {
        print(
          process.stdout,
          `${id}  ${kind}  order ${orderId}  ${parkedAt.toISOString()}  ${reason ?? ''}`,
        );
      }
      print(process.stdout, `${parked.length} parked`);
      return 0;
    }
    if (command !== 'resume' || id === undefined || !isUuid(id)) {
      print(process.stderr, 'Usage: parked.ts [resume <id>]');
      return 2;
    }
    const isResumed = await resumeParked(database.pool, id);
    print(process.stdout, isResumed ? 'will be tried again' : 'is not parked');
    return isResumed ? 0 : 1;
  } finally {
    await database.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  print(process.stderr, error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}

// A process that uses the shared stores until it is killed: `node lease-holder.ts <data folder> [once]`.
import { leaseDataStores } from '@tiffin/local-stack';

const lease = await leaseDataStores(process.argv[2]!);
console.log(lease.env.DATABASE_URL);
if (process.argv[3] === 'once') await lease.release();

import { subgraphPrismaConfig } from '@tiffin/database/prisma-config';

export default subgraphPrismaConfig('accounts');

#!/usr/bin/env node
// The Prisma CLI for one subgraph, offline, against a database of that subgraph's own:
//   node scripts/prisma.js orders migrate dev --name add_orders

import { continueOnPinnedNode, isNewEnough } from './set-up/pinned-node.js';

const [subgraph, ...args] = process.argv.slice(2);

if (!isNewEnough()) {
  continueOnPinnedNode('scripts/prisma.js', process.argv.slice(2), { asks: true });
} else {
  const { subgraphNames } = await import('@tiffin/database');
  if (!subgraphNames.includes(subgraph) || args.length === 0) {
    console.error(`Usage: node scripts/prisma.js <${subgraphNames.join('|')}> <prisma command…>`);
    process.exitCode = 1;
  } else {
    const { runPrisma } = await import('@tiffin/local-stack');
    process.exitCode = await runPrisma(subgraph, args);
  }
}

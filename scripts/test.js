#!/usr/bin/env node
// `npm test`: sets up like `npm start` and runs every test. Plain JavaScript for any Node >= 18; see test/main.ts.
//   npm test                      everything
//   npm test -- subgraphs/orders  what lies there
import { ensureInstalled } from './set-up/install.js';
import { continueOnPinnedNode } from './set-up/pinned-node.js';

await ensureInstalled();
continueOnPinnedNode('scripts/test/main.ts', process.argv.slice(2));

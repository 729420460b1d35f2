#!/usr/bin/env node
// `npm run journey`: one order from registration to the doorstep. Plain JavaScript for any Node >= 18; the work is in clients/simulator/src/journey/.
import { ensureInstalled } from './set-up/install.js';
import { continueOnPinnedNode } from './set-up/pinned-node.js';

await ensureInstalled();
continueOnPinnedNode('clients/simulator/src/journey/main.ts', process.argv.slice(2));

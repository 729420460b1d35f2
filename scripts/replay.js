#!/usr/bin/env node
// `npm run replay`: a recorded delivery day through the public endpoint. Plain JavaScript for any Node >= 18; the work is in clients/simulator/src/replay/.
import { ensureInstalled } from './set-up/install.js';
import { continueOnPinnedNode } from './set-up/pinned-node.js';

await ensureInstalled();
continueOnPinnedNode('clients/simulator/src/replay/main.ts', process.argv.slice(2));

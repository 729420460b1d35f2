#!/usr/bin/env node
// `npm run gateway`: the gateway on its own, for any Federation 2 supergraph. Plain JavaScript for any Node >= 18; the work is in gateway/src/main.ts.
import { ensureInstalled } from './set-up/install.js';
import { continueOnPinnedNode } from './set-up/pinned-node.js';

await ensureInstalled();
continueOnPinnedNode('gateway/src/main.ts', process.argv.slice(2));

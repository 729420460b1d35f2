#!/usr/bin/env node
// `npm start`: from a fresh clone to a running demo city. Plain JavaScript for any Node >= 18; the work is in start/main.ts.
import { ensureInstalled } from './set-up/install.js';
import { continueOnPinnedNode } from './set-up/pinned-node.js';

await ensureInstalled();
continueOnPinnedNode('scripts/start/main.ts', process.argv.slice(2));

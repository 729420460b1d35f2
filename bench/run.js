#!/usr/bin/env node
// `npm run bench:<name>`. Plain JavaScript for any Node >= 18; the work is in src/<name>/main.ts.
import { ensureInstalled } from '../scripts/set-up/install.js';
import { continueOnPinnedNode } from '../scripts/set-up/pinned-node.js';

const [name, ...args] = process.argv.slice(2);
await ensureInstalled();
continueOnPinnedNode(`bench/src/${name}/main.ts`, args);

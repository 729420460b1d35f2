#!/usr/bin/env node
// `npm run conformance`: public suites against our servers. Plain JavaScript for any Node >= 18; the work is in tests/conformance/.
import { ensureInstalled } from './set-up/install.js';
import { continueOnPinnedNode } from './set-up/pinned-node.js';

await ensureInstalled();
continueOnPinnedNode('tests/conformance/main.ts', process.argv.slice(2));

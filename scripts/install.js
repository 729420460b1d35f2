#!/usr/bin/env node
// Brings node_modules up to date, with the pinned Node and the database clients: the first part of `npm start` and
// `npm test`, on its own. Plain JavaScript for any Node >= 18.
import { ensureInstalled } from './set-up/install.js';
import { continueOnPinnedNode } from './set-up/pinned-node.js';

await ensureInstalled();
continueOnPinnedNode('scripts/set-up/generate-clients.ts', []);

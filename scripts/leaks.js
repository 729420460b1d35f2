#!/usr/bin/env node
// `npm run leaks`: the long version of the tests that look for what the gateway forgets to let go of.
import { ensureInstalled } from './set-up/install.js';
import { continueOnPinnedNode } from './set-up/pinned-node.js';

await ensureInstalled();
continueOnPinnedNode(
  'scripts/test/main.ts',
  ['gateway/test/subscription-leaks', 'gateway/test/operation-leaks'],
  {
    env: { LEAK_CYCLES: '10000', LEAK_OPERATIONS: '100000' },
  },
);

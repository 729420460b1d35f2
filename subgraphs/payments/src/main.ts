import { runProcess } from '@tiffin/service';

import { start } from './subgraph.ts';

await runProcess((env) => start(env));

import { runProcess } from '@tiffin/service';

import { start } from './provider.ts';

await runProcess(start);

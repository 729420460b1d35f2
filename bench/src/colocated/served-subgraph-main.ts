import { runProcess } from '@tiffin/service';
import { start } from './served-subgraph.ts';

await runProcess(start);

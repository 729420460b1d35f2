import { serveJson } from '../measuring/serve-json.ts';
import { runClosedLoop } from './closed-loop.ts';

/** The generator as a process, so that what it costs is nobody's processor time. */
serveJson(runClosedLoop);

/**
 * Serves the subgraphs of a checkout of the federation gateway audit on loopback. Run as a process of
 * its own, with the checkout's folder and a port.
 */
import { createServer, type RequestListener } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

interface AuditModule {
  createRouter(): RequestListener;
}

const [checkout = '', port = ''] = process.argv.slice(2);
// The audit is TypeScript written for tsx, one of its own dependencies.
const tsx = createRequire(join(checkout, 'package.json')).resolve('tsx/esm/api');
const { register } = (await import(pathToFileURL(tsx).href)) as { register: () => void };
register();
const audit = (await import(pathToFileURL(join(checkout, 'src/index.ts')).href)) as AuditModule;
createServer(audit.createRouter()).listen(Number(port), '127.0.0.1');

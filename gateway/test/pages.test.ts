import { existsSync } from 'node:fs';
import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { defaultPages } from '../src/http/default-pages.ts';
import { startFixtureGateway, type FixtureGateway } from './fixture/fixture-gateway.ts';

let fixture: FixtureGateway;
let folder: string;
let origin: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pages-'));
  await mkdir(join(folder, 'site/map'), { recursive: true });
  await mkdir(join(folder, 'demo'));
  await writeFile(join(folder, 'demo/demo.json'), '{}');
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'site/.env'), 'secret');
  await writeFile(join(folder, 'site/index.html'), '<p>start</p>');
  await writeFile(join(folder, 'site/map/index.html'), '<p>map</p>');
  await writeFile(join(folder, 'site/map/main.js'), 'export {};');
  const site = join(folder, 'site');
  fixture = await startFixtureGateway({
    PAGES: `/=${site},/chart=${join(site, 'map')}`,
    DEMO_PAGES: join(folder, 'demo'),
    CORS_ORIGINS: 'https://app.example',
  });
  origin = new URL(fixture.gateway.url).origin;
});

afterAll(async () => {
  await fixture.close();
  await rm(folder, { recursive: true });
});

/** Without the tidying that `fetch` does to a path. */
function raw(path: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    request(origin, { path }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += String(chunk)));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    })
      .on('error', reject)
      .end();
  });
}

describe('pages', () => {
  test('are served with headers that keep foreign scripts out', async () => {
    const response = await fetch(origin);
    expect(await response.text()).toBe('<p>start</p>');
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).toContain(`connect-src 'self' ws://${new URL(origin).host}`);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('the longest route wins, and its folder is entered by a redirect', async () => {
    const entered = await fetch(`${origin}/chart?x=1`);
    expect([entered.url, await entered.text()]).toEqual([`${origin}/chart/?x=1`, '<p>map</p>']);
    const script = await fetch(`${origin}/chart/main.js`);
    expect(script.headers.get('content-type')).toContain('javascript');
    expect((await raw('/charter')).status).toBe(404);
  });

  test.each([
    '/../secret.txt',
    '/map/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/chart/..%2f..%2fsecret.txt',
    '/chart/%2e%2e/%2e%2e/secret.txt',
    '//secret.txt',
    '/..\\secret.txt',
    '/%00',
    '/%zz',
    '/.env',
  ])('nothing outside the folder can be had by %s', async (path) => {
    const answer = await raw(path);
    expect(answer.body).not.toContain('secret');
    expect(answer.status).toBe(404);
  });

  test('a demo city can say what is in it', async () => {
    const response = await fetch(`${origin}/demo/demo.json`);
    expect([response.status, await response.text()]).toEqual([200, '{}']);
  });

  test('all that the pages of this repository load is there', async () => {
    const routes = defaultPages();
    const folderOf = (path: string): string => {
      const route = routes
        .toSorted((one, other) => other.route.length - one.route.length)
        .find((each) => path.startsWith(each.route === '/' ? '/' : `${each.route}/`));
      return join(
        route?.folder ?? '/nowhere',
        path.slice((route?.route ?? '').replace(/^\/$/, '').length),
      );
    };
    const pages = ['/index.html', '/graphiql/index.html', '/map/index.html'];
    for (const page of pages) {
      const html = await readFile(folderOf(page), 'utf8');
      const loaded = [...html.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css|svg))"/g)].map(
        ([, path]) => path,
      );
      expect(loaded).not.toEqual([]);
      for (const path of loaded)
        expect([path, existsSync(folderOf(path ?? ''))]).toEqual([path, true]);
    }
  });

  test('a hostile Host header does not reach the policy', async () => {
    const policy = await new Promise((resolve, reject) => {
      request(origin, { headers: { host: "x; script-src 'unsafe-inline'" } }, (response) => {
        response.resume();
        resolve(response.headers['content-security-policy']);
      })
        .on('error', reject)
        .end();
    });
    expect(policy).not.toContain("script-src 'unsafe-inline'");
  });

  test('are read-only', async () => {
    expect((await fetch(`${origin}/index.html`, { method: 'PUT', body: 'x' })).status).toBe(404);
  });
});

describe('other origins', () => {
  const preflight = (from: string) =>
    fetch(fixture.gateway.url, {
      method: 'OPTIONS',
      headers: { origin: from, 'access-control-request-method': 'POST' },
    });

  test('that are listed may call', async () => {
    const response = await preflight('https://app.example');
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('https://app.example');
    expect(response.headers.get('access-control-allow-headers')).toContain('authorization');
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
  });

  test('that are not may not', async () => {
    for (const from of ['https://app.example.evil.test', 'null', 'http://app.example']) {
      const response = await preflight(from);
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});

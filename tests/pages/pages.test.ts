import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkoutDirectory } from '@tiffin/local-stack';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { openDemoStage, type DemoStage } from './demo-stage.ts';

const CHROMIUM = process.env['CHROMIUM_PATH'];
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** The pictures of the documentation are taken anew when asked for. */
const IMAGES =
  process.env['UPDATE_IMAGES'] === 'true'
    ? path.join(checkoutDirectory, 'docs/images')
    : path.join(tmpdir(), 'tiffin-pages');
const WINDOW = { width: 1440, height: 900 };
const WITHIN_MS = 90_000;

// Without a browser there is nothing to look with; `npm test` says so loudly.
const look = CHROMIUM ? describe : describe.skip;

/** The colour a marker was given for its order's state. */
async function colourOf(marker: Locator): Promise<string | undefined> {
  return /--status: ([^;]+)/.exec((await marker.getAttribute('style')) ?? '')?.[1];
}

look('the pages in a real browser', () => {
  let stage: DemoStage;
  let browser: Browser;
  let page: Page;
  /** What the page complained about: errors in scripts, refused resources. */
  let complaints: string[];

  beforeAll(async () => {
    mkdirSync(IMAGES, { recursive: true });
    stage = await openDemoStage();
    browser = await chromium.launch({ executablePath: CHROMIUM!, headless: true, args: FLAGS });
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await stage?.close();
  }, 60_000);

  const open = async () => {
    page = await browser.newPage({ viewport: WINDOW });
    page.setDefaultTimeout(WITHIN_MS);
    complaints = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    return page;
  };
  const visit = (route: string) => page.goto(`${stage.stack.gatewayUrl}${route}`);
  const shoot = (name: string) => page.screenshot({ path: path.join(IMAGES, `${name}.png`) });

  test('the start page says what this is and how to log in', async () => {
    await open();
    await visit('/');
    await page.getByText('customer@demo.example').waitFor();
    expect(await page.getByRole('heading', { name: 'Tiffin' }).isVisible()).toBe(true);
    for (const route of ['/map/', '/graphiql/']) {
      expect(await page.locator(`a[href="${route}"]`).isVisible()).toBe(true);
    }
    await shoot('start-page');
    expect(complaints).toEqual([]);
    await page.close();
  });

  test(
    'on the live map a driver moves and an order changes colour because of socket frames',
    async () => {
      await open();
      const frames: string[] = [];
      page.on('websocket', (socket) =>
        socket.on('framereceived', ({ payload }) => frames.push(String(payload))),
      );
      await visit('/map/');

      const driver = page.locator('.driver.busy').first();
      await driver.waitFor();
      const id = (await driver.getAttribute('data-driver'))!;
      const marker = page.locator(`[data-driver="${id}"]`);
      // First: what moves the marker may be told of before its style has been read.
      const framesBefore = frames.length;
      const before = await marker.getAttribute('style');
      await page.locator(`[data-driver="${id}"]:not([style="${before}"])`).waitFor();
      const later = frames.slice(framesBefore).filter((frame) => frame.includes(id));
      expect(later.some((frame) => frame.includes('driverPositions'))).toBe(true);

      const order = page.locator('.order[data-status]').first();
      await order.waitFor();
      const orderId = (await order.getAttribute('data-order'))!;
      const status = await order.getAttribute('data-status');
      const colourBefore = await colourOf(order);
      const changed = page.locator(`[data-order="${orderId}"]:not([data-status="${status}"])`);
      await changed.waitFor();
      const statusAfter = await changed.getAttribute('data-status');
      expect(await colourOf(changed)).not.toBe(colourBefore);
      const told = frames.some(
        (frame) => frame.includes(orderId) && frame.includes(`"status":"${statusAfter}"`),
      );
      expect(told).toBe(true);

      await page.locator('.order').nth(2).waitFor();
      await shoot('live-map');
      expect(complaints).toEqual([]);
      await page.close();
    },
    WITHIN_MS,
  );

  test(
    'on the live map nothing moves when the socket says nothing',
    async () => {
      await open();
      let heard = 0;
      await page.routeWebSocket(/graphql/, (socket) => {
        const server = socket.connectToServer();
        server.onMessage((message) => {
          const text = String(message);
          if (text.includes('"next"')) heard += 1;
          else socket.send(message);
        });
      });
      await visit('/map/');
      await page.locator('.restaurant').first().waitFor();
      while (heard < 10) await page.waitForTimeout(100);
      expect(await page.locator('.driver').count()).toBe(0);
      expect(await page.locator('#events').textContent()).toBe('0');
      await page.close();
    },
    WITHIN_MS,
  );

  test(
    'GraphiQL logs in, runs a ready query and a subscription',
    async () => {
      await open();
      await visit('/graphiql/');
      await page.locator('.graphiql-execute-button').waitFor();
      await page.selectOption('#login', 'customer@demo.example');
      await page.getByText('Customer 1').waitFor();
      await page.selectOption('#example', { label: 'My orders across six subgraphs (customer)' });
      await page.locator('.graphiql-execute-button').click();
      const answer = page.locator('.graphiql-response');
      await answer.getByText('myOrders').first().waitFor();
      expect(await answer.textContent()).not.toContain('errors');
      const [orderId] = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec((await answer.textContent()) ?? '') ?? [];
      await shoot('graphiql');

      await page.selectOption('#example', {
        label: 'Subscription: one order on its way (customer)',
      });
      await page.locator('.graphiql-editor-tool .CodeMirror').first().click();
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.insertText(JSON.stringify({ orderId }));
      await page.locator('.graphiql-execute-button').click();
      await answer.getByText('deliveryTracking').first().waitFor();
      expect(await answer.textContent()).not.toContain('errors');
      expect(complaints).toEqual([]);
      await page.close();
    },
    WITHIN_MS,
  );
});

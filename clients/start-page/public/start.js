// @ts-check
import { readDemo } from './demo.js';

/** What each demo account may do, for people. */
const MAY = {
  customer: 'order, follow and cancel its own orders',
  kitchen: 'run the first restaurant: menu, hours, orders',
  driver: 'take offers and deliver',
  support: 'see every order and position, cancel, refund',
  admin: 'everything support may, the ledger, roles',
};

const text = (/** @type {string} */ id, /** @type {string} */ value) => {
  const element = document.getElementById(id);
  if (element) element.textContent = value;
};

text('http-endpoint', `${location.origin}/graphql`);
text('ws-endpoint', `${location.origin.replace(/^http/, 'ws')}/graphql`);

const demo = await readDemo();
if (demo) {
  text('demo-password', demo.password);
  text('demo-speed', demo.speed === 1 ? 'the speed of the clock' : `${demo.speed} times the clock`);
  const body = document.getElementById('demo-logins');
  for (const { role, email } of demo.logins) {
    const row = document.createElement('tr');
    for (const cell of [role, email, MAY[role] ?? '']) {
      row.append(Object.assign(document.createElement('td'), { textContent: cell }));
    }
    body?.append(row);
  }
  document.getElementById('demo')?.removeAttribute('hidden');
}

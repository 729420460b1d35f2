// @ts-check
import { STATUSES, statusText } from './statuses.js';

const FEED_LENGTH = 30;
const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

const element = (/** @type {string} */ id) =>
  /** @type {HTMLElement} */ (document.getElementById(id));

/** The words beside the map. */
export class Panel {
  events = 0;
  /** @type {Map<string, HTMLElement>} */
  #counts = new Map();

  constructor() {
    for (const [status, colour] of Object.entries(STATUSES)) {
      const row = document.createElement('li');
      const count = document.createElement('b');
      row.append(dot(colour), statusText(status), count);
      this.#counts.set(status, count);
      element('legend').append(row);
    }
  }

  say(/** @type {string} */ sentence) {
    element('state').textContent = sentence;
  }

  /** @param {number} drivers @param {number} orders @param {Record<string, number>} counts */
  show(drivers, orders, counts) {
    element('drivers').textContent = String(drivers);
    element('orders').textContent = String(orders);
    element('events').textContent = String(this.events);
    for (const [status, count] of this.#counts) count.textContent = String(counts[status] ?? 0);
  }

  /** @param {string} occurredAt @param {string} status @param {string} words */
  tell(occurredAt, status, words) {
    const row = document.createElement('li');
    const time = document.createElement('time');
    time.dateTime = occurredAt;
    time.textContent = TIME.format(new Date(occurredAt));
    row.append(time, dot(STATUSES[status] ?? '#fff'), words);
    element('feed').prepend(row);
    while (element('feed').children.length > FEED_LENGTH)
      element('feed').lastElementChild?.remove();
  }

  /** Asks for a login, again and again until one works. @param {(email: string, password: string) => Promise<void>} tryLogin */
  askForLogin(tryLogin) {
    const form = /** @type {HTMLFormElement} */ (element('login'));
    form.hidden = false;
    this.say('Log in with an account that may see every order.');
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const entered = new FormData(form);
      tryLogin(String(entered.get('email')), String(entered.get('password'))).then(
        () => (form.hidden = true),
        (error) => this.say(error.message),
      );
    });
  }
}

function dot(/** @type {string} */ colour) {
  const mark = document.createElement('span');
  mark.className = 'dot';
  mark.style.setProperty('--status', colour);
  return mark;
}

// @ts-check
import { createClient } from '/vendor/graphql-ws/client.js';
import { logIn, post, readDemo } from '/demo.js';
import { createCityMap, badge, L, latLng, watchedCells } from './city-map.js';
import { DriverLayer } from './driver-layer.js';
import { RESTAURANT_ICON } from './icons.js';
import { DRIVER_POSITIONS, RESTAURANT_ORDERS, RESTAURANTS } from './operations.js';
import { OrderLayer } from './order-layer.js';
import { Panel } from './panel.js';
import { statusText } from './statuses.js';
import { follow } from './stream.js';

/** Where a map without a demo city begins. */
const ANYWHERE = { latitude: 41.1496, longitude: -8.611 };
/** The panel is written this often at the most, milliseconds. */
const PANEL_MS = 250;

const panel = new Panel();
const demo = await readDemo();
const centre = demo?.centre ?? ANYWHERE;
const map = createCityMap(centre);
const operator = demo?.logins.find(({ role }) => role === 'support');

if (demo && operator)
  await begin(operator.email, demo.password).catch((error) => panel.say(error.message));
else panel.askForLogin(begin);

/** @param {string} email @param {string} password */
async function begin(email, password) {
  const session = await logIn(email, password);
  const found = await post(RESTAURANTS, { near: centre }, await session.authorization());
  const restaurants = found.restaurantsNearby.edges.map(({ node }) => node);
  const socket = createClient({
    url: `${location.origin.replace(/^http/, 'ws')}/graphql`,
    connectionParams: async () => ({ authorization: await session.authorization() }),
    retryAttempts: 0,
  });
  const orders = new OrderLayer(map);
  const drivers = new DriverLayer(map);
  const onState = (connected) =>
    panel.say(connected ? `Live, as ${session.name}` : 'Reconnecting …');
  for (const restaurant of restaurants) {
    showRestaurant(restaurant);
    for (const order of restaurant.activeOrders ?? []) {
      orders.show(order, restaurant.location, order.status);
    }
    const variables = { restaurantId: restaurant.id, after: restaurant.ordersCursor };
    const onEvent = ({ order, status, occurredAt }) => {
      panel.events += 1;
      orders.show(order, restaurant.location, status);
      panel.tell(occurredAt, status, `${order.number} ${statusText(status)} · ${restaurant.name}`);
    };
    void follow(socket, RESTAURANT_ORDERS, variables, onEvent, onState);
  }
  const onPosition = (position) => {
    panel.events += 1;
    drivers.move(position);
  };
  void follow(socket, DRIVER_POSITIONS, { cells: watchedCells(centre) }, onPosition, onState);
  setInterval(() => panel.show(drivers.count, orders.underWay, orders.counts()), PANEL_MS);
  panel.say(`${restaurants.length} restaurants, waiting for the first event …`);
}

function showRestaurant({ name, location: place }) {
  const marker = L.marker(latLng(place), { icon: badge('restaurant', 28, RESTAURANT_ICON) });
  marker.bindTooltip(name).addTo(map);
}

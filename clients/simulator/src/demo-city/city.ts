import type { GeoPoint, Vehicle } from '@tiffin/kernel';
import type { NewDish } from '../actors/restaurateur.ts';

/** A restaurant of the demo city. The streets are real, the restaurants are not. */
export interface DemoRestaurant {
  /** The restaurant's own key, for requests that may be repeated. */
  key: string;
  name: string;
  description: string;
  cuisine: string;
  address: string;
  location: GeoPoint;
  /** Prices in euros. */
  dishes: readonly NewDish[];
}

export const CITY = {
  timeZone: 'Europe/Lisbon',
  currency: 'EUR',
  centre: { latitude: 41.1496, longitude: -8.611 },
} as const;

/** How far from the centre people live and couriers wait, degrees. */
export const CITY_RADIUS_DEGREES = 0.014;

const at = (latitude: number, longitude: number): GeoPoint => ({ latitude, longitude });

const dish = (
  name: string,
  price: string,
  description: string,
  ...extras: readonly (readonly [string, string])[]
): NewDish => ({ name, price, description, extras });

export const RESTAURANTS: readonly DemoRestaurant[] = [
  {
    key: '0d9f6c1a-2c5b-4a0e-8b11-0f5a3c1e0001',
    name: 'Tasca do Bolhão',
    description: 'Francesinhas and slow stews by the market.',
    cuisine: 'portuguese',
    address: 'Rua de Fernandes Tomás 500',
    location: at(41.1497, -8.6065),
    dishes: [
      dish(
        'Francesinha',
        '13.50',
        'Ham, steak, cheese and the sauce.',
        ['Fried egg', '1.00'],
        ['Chips', '2.50'],
      ),
      dish('Caldo verde', '4.20', 'Kale soup with chouriço.'),
      dish('Arroz de pato', '11.90', 'Duck rice from the oven.'),
    ],
  },
  {
    key: '0d9f6c1a-2c5b-4a0e-8b11-0f5a3c1e0002',
    name: 'Brasa da Ribeira',
    description: 'Everything over charcoal.',
    cuisine: 'grill',
    address: 'Cais da Ribeira 24',
    location: at(41.1406, -8.6132),
    dishes: [
      dish('Frango na brasa', '10.80', 'Half a chicken, piri-piri aside.', [
        'Extra piri-piri',
        '0.50',
      ]),
      dish('Sardinhas', '9.90', 'Six sardines, bread and peppers.'),
    ],
  },
  {
    key: '0d9f6c1a-2c5b-4a0e-8b11-0f5a3c1e0003',
    name: 'Mar de Miragaia',
    description: 'Fish of the day, cooked plainly.',
    cuisine: 'seafood',
    address: 'Rua de Miragaia 71',
    location: at(41.1431, -8.6219),
    dishes: [
      dish('Bacalhau à Brás', '12.40', 'Salt cod, egg, straw potatoes.'),
      dish('Polvo à lagareiro', '17.90', 'Octopus, potatoes, olive oil.'),
    ],
  },
  {
    key: '0d9f6c1a-2c5b-4a0e-8b11-0f5a3c1e0004',
    name: 'Cedofeita Ramen',
    description: 'Broth that took all night.',
    cuisine: 'japanese',
    address: 'Rua de Cedofeita 210',
    location: at(41.1527, -8.6186),
    dishes: [
      dish(
        'Shoyu ramen',
        '12.00',
        'Chicken broth, soy, noodles.',
        ['Egg', '1.50'],
        ['Nori', '1.00'],
      ),
      dish('Gyoza', '6.50', 'Six, pork and cabbage.'),
    ],
  },
  {
    key: '0d9f6c1a-2c5b-4a0e-8b11-0f5a3c1e0005',
    name: 'Verde Vegan',
    description: 'Bowls, wraps and a good soup.',
    cuisine: 'vegan',
    address: 'Rua do Rosário 96',
    location: at(41.1489, -8.6217),
    dishes: [
      dish('Buddha bowl', '10.20', 'Chickpeas, sweet potato, tahini.', ['Avocado', '1.80']),
      dish('Falafel wrap', '8.40', 'With pickles and hummus.'),
    ],
  },
  {
    key: '0d9f6c1a-2c5b-4a0e-8b11-0f5a3c1e0006',
    name: 'Pizzaria Batalha',
    description: 'Thin, blistered, quick.',
    cuisine: 'italian',
    address: 'Praça da Batalha 33',
    location: at(41.1455, -8.6069),
    dishes: [
      dish('Margherita', '9.50', 'Tomato, mozzarella, basil.', ['Buffalo mozzarella', '2.50']),
      dish('Diavola', '11.50', 'With spicy salami.'),
    ],
  },
  {
    key: '0d9f6c1a-2c5b-4a0e-8b11-0f5a3c1e0007',
    name: 'Bonfim Tandoor',
    description: 'Northern Indian, from the clay oven.',
    cuisine: 'indian',
    address: 'Rua do Bonfim 180',
    location: at(41.1502, -8.5955),
    dishes: [
      dish('Butter chicken', '12.80', 'With rice.', ['Garlic naan', '2.80']),
      dish('Dal makhani', '9.20', 'Black lentils, cream.'),
    ],
  },
  {
    key: '0d9f6c1a-2c5b-4a0e-8b11-0f5a3c1e0008',
    name: 'Taquería Aliados',
    description: 'Corn tortillas, three salsas.',
    cuisine: 'mexican',
    address: 'Avenida dos Aliados 115',
    location: at(41.1487, -8.6108),
    dishes: [
      dish('Tacos al pastor', '9.90', 'Three, with pineapple.', ['Guacamole', '2.20']),
      dish('Quesadilla', '7.80', 'Cheese and mushrooms.'),
    ],
  },
];

/** What couriers of the demo city move with. */
export const COURIER_VEHICLES: readonly Vehicle[] = [
  'MOTORCYCLE',
  'BICYCLE',
  'CAR',
  'MOTORCYCLE',
  'BICYCLE',
  'MOTORCYCLE',
  'BICYCLE',
  'CAR',
  'BICYCLE',
  'MOTORCYCLE',
];

/** How many customers order in the demo city. */
export const CUSTOMER_COUNT = 8;

/** A place in the city: uniform over a disc around the centre. */
export function somewhere(random: () => number = Math.random): GeoPoint {
  const angle = random() * 2 * Math.PI;
  const radius = Math.sqrt(random()) * CITY_RADIUS_DEGREES;
  return {
    latitude: CITY.centre.latitude + radius * Math.sin(angle),
    longitude: CITY.centre.longitude + radius * Math.cos(angle) * 1.3,
  };
}

/** The outline of the area that every restaurant of the city delivers to: an octagon. */
export function cityOutline(): GeoPoint[] {
  return Array.from({ length: 8 }, (_, corner) => {
    const angle = ((corner + 0.5) / 8) * 2 * Math.PI;
    const radius = CITY_RADIUS_DEGREES * 1.6;
    return {
      latitude: CITY.centre.latitude + radius * Math.sin(angle),
      longitude: CITY.centre.longitude + radius * Math.cos(angle) * 1.3,
    };
  });
}

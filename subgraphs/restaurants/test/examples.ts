import type { GeoPoint } from '@tiffin/kernel';
import type { Identity } from '@tiffin/service';
import { CREATE, REPLACE_MENU } from './operations.ts';
import { user, type StartedRestaurants } from './started-restaurants.ts';

/** The middle of Bogotá, far from any edge of an example's delivery zone. */
export const HERE: GeoPoint = { latitude: 4.65, longitude: -74.06 };

/** A square round a point; `reachDegrees` to each side, 0.02 being about 2.2 km. */
export function squareAround({ latitude, longitude }: GeoPoint, reachDegrees = 0.02): GeoPoint[] {
  return [
    { latitude: latitude - reachDegrees, longitude: longitude - reachDegrees },
    { latitude: latitude - reachDegrees, longitude: longitude + reachDegrees },
    { latitude: latitude + reachDegrees, longitude: longitude + reachDegrees },
    { latitude: latitude + reachDegrees, longitude: longitude - reachDegrees },
  ];
}

export const ROUND_THE_CLOCK = [1, 2, 3, 4, 5, 6, 7].map((dayOfWeek) => ({
  dayOfWeek,
  opensAt: '00:00',
  closesAt: '24:00',
}));

export function owner(accountId: string = crypto.randomUUID()): Identity {
  return user(accountId, { roles: ['RESTAURANT_STAFF'] });
}

/** A creation that is fine but for what a test changes. */
export function newRestaurant(more: Readonly<Record<string, unknown>> = {}): {
  input: Record<string, unknown>;
} {
  return {
    input: {
      idempotencyKey: crypto.randomUUID(),
      name: 'La Cocina',
      cuisines: ['colombian'],
      location: HERE,
      address: 'Calle 1 # 2-3',
      timeZone: 'America/Bogota',
      currency: 'COP',
      minimumOrder: '20000',
      openingHours: ROUND_THE_CLOCK,
      deliveryZone: squareAround(HERE),
      ...more,
    },
  };
}

/** A menu with a counted soup (10 left) and an arepa that has two choices. */
export const MENU = [
  {
    name: 'Para comer',
    items: [
      { name: 'Ajiaco', price: '25000', stock: 10 },
      {
        name: 'Arepa',
        description: 'De maíz',
        price: '8000.50',
        modifierGroups: [
          {
            name: 'Relleno',
            minimum: 1,
            maximum: 2,
            options: [
              { name: 'Queso', priceDelta: '2000' },
              { name: 'Huevo', priceDelta: '1500' },
              { name: 'Carne', priceDelta: '4000' },
            ],
          },
          { name: 'Salsa', options: [{ name: 'Ají' }, { name: 'Hogao', available: false }] },
        ],
      },
    ],
  },
  { name: 'Para beber', items: [{ name: 'Lulada', price: '6000' }] },
];

/** A restaurant with {@link MENU}. */
export interface Example {
  readonly id: string;
  readonly owner: Identity;
  /** As the graph shows it. */
  // Tests read what they asked for.
  readonly restaurant: any;
  readonly soup: string;
  readonly arepa: string;
  readonly lulada: string;
  /** An option's id by its name. */
  option(name: string): string;
}

export async function createExample(
  restaurants: StartedRestaurants,
  more: Readonly<Record<string, unknown>> = {},
): Promise<Example> {
  const by = owner();
  const created = await restaurants.ask(CREATE, newRestaurant(more), by);
  const id: string = created.data.createRestaurant.restaurant.id;
  const written = await restaurants.ask(
    REPLACE_MENU,
    { input: { restaurantId: id, sections: MENU } },
    by,
  );
  const { restaurant } = written.data.replaceMenu;
  const [food, drinks] = restaurant.menu.sections;
  const options = food.items[1].modifierGroups.flatMap(
    (group: { options: { id: string; name: string }[] }) => group.options,
  );
  return {
    id,
    owner: by,
    restaurant,
    soup: food.items[0].id,
    arepa: food.items[1].id,
    lulada: drinks.items[0].id,
    option: (name) => options.find((option: { name: string }) => option.name === name).id,
  };
}

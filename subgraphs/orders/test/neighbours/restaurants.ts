import { fileURLToPath } from 'node:url';
import { isInside, uuidv7, type GeoPoint } from '@tiffin/kernel';
import { serveSubgraph, type RunningSubgraph } from '@tiffin/service';
import { silent } from './silent.ts';

const SCHEMA_PATH = fileURLToPath(new URL('../../../restaurants/schema.graphql', import.meta.url));

/** A dish of the test's restaurant. */
export interface Dish {
  readonly id: string;
  readonly name: string;
  priceMinor: number;
  available: boolean;
  stock: number;
}

interface Line {
  menuItemId: string;
  quantity: number;
  modifierOptionIds: string[];
}

interface Violation {
  code: string;
  message: string;
  lineIndex: number | null;
}

const CENTRE: GeoPoint = { latitude: 4.65, longitude: -74.06 };
const ZONE: GeoPoint[] = [
  { latitude: 4.6, longitude: -74.1 },
  { latitude: 4.7, longitude: -74.1 },
  { latitude: 4.7, longitude: -74.0 },
  { latitude: 4.6, longitude: -74.0 },
];
const EXTRA_MINOR = 200_000;
const MAXIMUM_EXTRAS = 2;

/**
 * The restaurants context by its contract and over HTTP, with one restaurant whose state a test sets. Reservations are
 * kept by order, as the contract promises.
 */
export class RestaurantsStandIn {
  readonly restaurantId = uuidv7();
  readonly extraId = uuidv7();
  readonly dishes: Dish[] = ['Arepa', 'Ajiaco', 'Bandeja'].map((name, index) => ({
    id: uuidv7(),
    name,
    priceMinor: 2_000_000 + index * 500_000,
    available: true,
    stock: 1_000,
  }));
  readonly reserved = new Map<string, Line[]>();
  readonly released = new Set<string>();
  isOpen = true;
  mode: 'OPEN' | 'BUSY' | 'PAUSED' = 'OPEN';
  minimumMinor = 1_000_000;
  currency = 'COP';
  /** Awaited before every reservation is answered. */
  beforeReservation: () => Promise<void> = () => Promise.resolve();
  /** Awaited before every release is answered. */
  beforeRelease: () => Promise<void> = () => Promise.resolve();
  #server: RunningSubgraph | undefined;

  get url(): string {
    return this.#server?.url ?? '';
  }

  /** What is on the shelves and reserved: released stock is back. */
  get stockTaken(): number {
    return [...this.reserved.entries()]
      .filter(([orderId]) => !this.released.has(orderId))
      .reduce((sum, [, lines]) => sum + lines.reduce((all, { quantity }) => all + quantity, 0), 0);
  }

  async start(identitySecret: string): Promise<void> {
    this.#server = await serveSubgraph({
      name: 'restaurants-stand-in',
      schemaPath: SCHEMA_PATH,
      port: 0,
      identitySecret,
      logger: silent,
      context: () => ({}),
      resolvers: {
        Query: {
          orderability: (
            _: unknown,
            {
              input,
            }: { input: { lines: Line[]; deliverTo: GeoPoint | null; restaurantId: string } },
          ) => this.#orderability(input),
        },
        Mutation: {
          reserveStock: async (
            _: unknown,
            { input }: { input: { orderId: string; lines: Line[] } },
          ) => {
            await this.beforeReservation();
            return this.#reserve(input.orderId, input.lines);
          },
          releaseStock: async (_: unknown, { orderId }: { orderId: string }) => {
            await this.beforeRelease();
            this.released.add(orderId);
            return true;
          },
        },
      },
    });
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }

  #orderability(input: { lines: Line[]; deliverTo: GeoPoint | null; restaurantId: string }) {
    if (input.restaurantId !== this.restaurantId) {
      const violations = [violation('RESTAURANT_NOT_FOUND', null)];
      return { restaurant: null, lines: [], violations };
    }
    const lines = input.lines.flatMap((line) => {
      const dish = this.dishes.find(({ id }) => id === line.menuItemId);
      if (dish === undefined) return [];
      const modifiers = line.modifierOptionIds.map((optionId) => ({
        optionId,
        name: 'Extra',
        priceDeltaMinor: EXTRA_MINOR,
      }));
      const unitPriceMinor = dish.priceMinor + modifiers.length * EXTRA_MINOR;
      const { name } = dish;
      return [{ menuItemId: dish.id, name, quantity: line.quantity, unitPriceMinor, modifiers }];
    });
    const itemsMinor = lines.reduce((sum, line) => sum + line.unitPriceMinor * line.quantity, 0);
    const violations: Violation[] = [
      ...(this.isOpen ? [] : [violation('RESTAURANT_CLOSED', null)]),
      ...(this.mode === 'PAUSED' ? [violation('RESTAURANT_PAUSED', null)] : []),
      ...(input.deliverTo === null || isInside(input.deliverTo, ZONE)
        ? []
        : [violation('OUT_OF_ZONE', null)]),
      ...input.lines.flatMap((line, index) => this.#lineViolations(line, index)),
      ...(itemsMinor < this.minimumMinor ? [violation('BELOW_MINIMUM_ORDER', null)] : []),
    ];
    const restaurant = {
      id: this.restaurantId,
      name: 'La Casa',
      location: CENTRE,
      timeZone: 'America/Bogota',
      currency: this.currency,
      preparationTimeMinutes: 15,
      mode: this.mode,
    };
    return { restaurant, lines, violations };
  }

  #lineViolations({ menuItemId, quantity, modifierOptionIds }: Line, index: number): Violation[] {
    const dish = this.dishes.find(({ id }) => id === menuItemId);
    if (dish?.available !== true) return [violation('ITEM_UNAVAILABLE', index)];
    const isKnown = modifierOptionIds.every((id) => id === this.extraId);
    return [
      ...(dish.stock < quantity ? [violation('OUT_OF_STOCK', index)] : []),
      ...(isKnown && modifierOptionIds.length <= MAXIMUM_EXTRAS
        ? []
        : [violation('MODIFIER_INVALID', index)]),
    ];
  }

  #reserve(orderId: string, lines: Line[]) {
    if (this.released.has(orderId)) {
      return { reserved: false, violations: [violation('OUT_OF_STOCK', 0)] };
    }
    if (this.reserved.has(orderId)) return { reserved: true, violations: [] };
    const missing = lines.flatMap(({ menuItemId, quantity }, index) => {
      const dish = this.dishes.find(({ id }) => id === menuItemId);
      return dish === undefined || dish.stock < quantity ? [violation('OUT_OF_STOCK', index)] : [];
    });
    if (missing.length > 0) return { reserved: false, violations: missing };
    this.reserved.set(orderId, lines);
    return { reserved: true, violations: [] };
  }
}

function violation(code: string, lineIndex: number | null): Violation {
  return { code, message: code, lineIndex };
}

import type { Money } from '@tiffin/kernel';

/** What a restaurant offers. */
export interface Menu {
  /** Goes up with every change. */
  readonly version: number;
  readonly sections: readonly MenuSection[];
}

export interface MenuSection {
  readonly id: string;
  readonly name: string;
  readonly items: readonly MenuItem[];
}

/** Something that can be ordered, or could be once. */
export interface MenuItem {
  readonly id: string;
  readonly restaurantId: string;
  /** Null once it has left the menu. */
  readonly sectionId: string | null;
  readonly name: string;
  readonly description: string | null;
  readonly price: Money;
  /** What the kitchen says. */
  readonly available: boolean;
  /** How many are left; null for items made to order. */
  readonly stock: number | null;
  /** Goes up with every change of `stock`. */
  readonly version: number;
  readonly modifierGroups: readonly ModifierGroup[];
}

export interface ModifierGroup {
  readonly id: string;
  readonly name: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly options: readonly ModifierOption[];
}

export interface ModifierOption {
  readonly id: string;
  readonly name: string;
  readonly priceDelta: Money;
  readonly available: boolean;
}

/** Whether an item can be ordered: on the menu, not switched off, and some left. */
export function canBeOrdered(item: MenuItem): boolean {
  return item.sectionId !== null && item.available && item.stock !== 0;
}

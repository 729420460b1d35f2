import type { MenuItem, ModifierGroup, ModifierOption } from '../menu/menu.ts';
import type { OrderLine } from './order-lines.ts';
import { violation, type Violation } from './violation.ts';

/** A line of an order with its price, in minor units of the restaurant's currency. */
export interface PricedLine {
  readonly menuItemId: string;
  readonly name: string;
  readonly quantity: number;
  /** One with its modifiers. */
  readonly unitPriceMinor: number;
  readonly modifiers: readonly {
    readonly optionId: string;
    readonly name: string;
    readonly priceDeltaMinor: number;
  }[];
}

/** Prices one line and says what is wrong with its modifiers. Options that are not the item's cost nothing. */
export function priceLine(
  line: OrderLine,
  item: MenuItem,
  lineIndex: number,
): { priced: PricedLine; violations: Violation[] } {
  const chosen = new Set(line.modifierOptionIds);
  const options = item.modifierGroups.flatMap((group) =>
    group.options.filter((option) => chosen.has(option.id)),
  );
  const violations = [
    ...strangeOptions(line, options, lineIndex),
    ...options.filter((option) => !option.available).map((option) => goneOption(option, lineIndex)),
    ...item.modifierGroups.flatMap((group) => wrongCount(group, chosen, lineIndex)),
  ];
  // Fits a number: a menu whose dearest line would not is refused (restaurantsPolicy.unitPriceMaxMinor).
  const unitPrice = options.reduce(
    (sum, { priceDelta }) => sum + priceDelta.minor,
    item.price.minor,
  );
  const priced = {
    menuItemId: item.id,
    name: item.name,
    quantity: line.quantity,
    unitPriceMinor: Number(unitPrice),
    modifiers: options.map(({ id, name, priceDelta }) => ({
      optionId: id,
      name,
      priceDeltaMinor: Number(priceDelta.minor),
    })),
  };
  return { priced, violations };
}

function strangeOptions(
  { modifierOptionIds }: OrderLine,
  options: readonly ModifierOption[],
  lineIndex: number,
): Violation[] {
  const known = new Set(options.map((option) => option.id));
  const violations: Violation[] = [];
  if (modifierOptionIds.some((id) => !known.has(id))) {
    const message = 'An option that was chosen does not belong to this item.';
    violations.push(violation('MODIFIER_INVALID', message, lineIndex));
  }
  if (new Set(modifierOptionIds).size < modifierOptionIds.length) {
    const message = 'An option can be chosen once.';
    violations.push(violation('MODIFIER_INVALID', message, lineIndex));
  }
  return violations;
}

function goneOption({ name }: ModifierOption, lineIndex: number): Violation {
  return violation('MODIFIER_INVALID', `${name} cannot be chosen now.`, lineIndex);
}

function wrongCount(
  { name, minimum, maximum, options }: ModifierGroup,
  chosen: ReadonlySet<string>,
  lineIndex: number,
): Violation[] {
  const count = options.filter((option) => chosen.has(option.id)).length;
  if (count >= minimum && count <= maximum) return [];
  const message =
    count < minimum
      ? `${name}: choose at least ${minimum}.`
      : `${name}: choose at most ${maximum}.`;
  return [violation('MODIFIER_INVALID', message, lineIndex)];
}

import { isUuid } from '@tiffin/kernel';
import type { MenuItemInput, ModifierGroupInput } from '../generated/graph.ts';
import { restaurantsPolicy } from '../policy.ts';
import { amountOf } from '../profile/profile-input.ts';
import type { GroupDraft, ItemDraft } from './menu-draft.ts';
import type { Path, Problems } from './problems.ts';

/** An item in the form it is kept in; what is wrong with it is added to `problems`. */
export function checkItem(
  item: MenuItemInput,
  currency: string,
  path: Path,
  problems: Problems,
): ItemDraft {
  const { nameMaxCharacters, descriptionMaxCharacters, groupsPerItemMax } = restaurantsPolicy;
  const groups = item.modifierGroups ?? [];
  if (groups.length > groupsPerItemMax) {
    problems.add(`An item has at most ${groupsPerItemMax} choices.`, [...path, 'modifierGroups']);
  }
  if (item.id != null && !isUuid(item.id)) {
    problems.add('There is no such item.', [...path, 'id']);
  }
  checkStock(item.stock, [...path, 'stock'], problems);
  const draft: ItemDraft = {
    id: item.id ?? undefined,
    name: problems.text(item.name, 1, nameMaxCharacters, [...path, 'name']),
    description:
      problems.text(item.description ?? '', 0, descriptionMaxCharacters, [
        ...path,
        'description',
      ]) || null,
    priceMinor: amount(item.price, currency, [...path, 'price'], problems),
    available: item.available ?? true,
    stock: item.stock ?? null,
    groups: groups.map((group, index) =>
      checkGroup(group, currency, [...path, 'modifierGroups', index], problems),
    ),
  };
  if (dearest(draft) > restaurantsPolicy.unitPriceMaxMinor) {
    problems.add('With its dearest options the item is too expensive.', [...path, 'price']);
  }
  return draft;
}

/** A problem unless a count is null or 0 to the maximum. */
export function checkStock(stock: number | null | undefined, path: Path, problems: Problems): void {
  const max = restaurantsPolicy.stockMax;
  if (stock == null || (stock >= 0 && stock <= max)) return;
  problems.add(`A count is 0 to ${max}.`, path);
}

function checkGroup(
  group: ModifierGroupInput,
  currency: string,
  path: Path,
  problems: Problems,
): GroupDraft {
  const { nameMaxCharacters, optionsPerGroupMax } = restaurantsPolicy;
  const { options, minimum = 0, maximum = 1 } = group;
  if (options.length < 1 || options.length > optionsPerGroupMax) {
    problems.add(`A choice has 1 to ${optionsPerGroupMax} options.`, [...path, 'options']);
  }
  if (minimum < 0 || minimum > options.length) {
    problems.add('The minimum is 0 to the number of options.', [...path, 'minimum']);
  }
  if (maximum < 1 || maximum < minimum || maximum > options.length) {
    problems.add('The maximum is 1 to the number of options, and not below the minimum.', [
      ...path,
      'maximum',
    ]);
  }
  return {
    name: problems.text(group.name, 1, nameMaxCharacters, [...path, 'name']),
    minimum,
    maximum,
    options: options.map((option, index) => {
      const at = [...path, 'options', index];
      return {
        name: problems.text(option.name, 1, nameMaxCharacters, [...at, 'name']),
        priceDeltaMinor: amount(
          option.priceDelta ?? '0',
          currency,
          [...at, 'priceDelta'],
          problems,
        ),
        available: option.available ?? true,
      };
    }),
  };
}

function amount(decimal: string, currency: string, path: Path, problems: Problems): bigint {
  const parsed = amountOf(decimal, currency);
  if (parsed === undefined) problems.add(`This is not an amount of ${currency}.`, path);
  return parsed?.minor ?? 0n;
}

/** The price with the dearest options that may be chosen together. */
function dearest({ priceMinor, groups }: ItemDraft): bigint {
  return groups.reduce((sum, { options, maximum }) => {
    const deltas = options.map((option) => option.priceDeltaMinor);
    const dearestFirst = deltas.sort((a, b) => (a < b ? 1 : a > b ? -1 : 0));
    return dearestFirst.slice(0, Math.max(0, maximum)).reduce((part, delta) => part + delta, sum);
  }, priceMinor);
}

import { describe, expect, test } from '@jest/globals';
import { money } from '@tiffin/kernel';
import fc from 'fast-check';
import type { MenuDraft } from './menu-draft.ts';
import type { MenuItem } from './menu.ts';
import { planMenu } from './planned-menu.ts';

const name = fc.constantFrom('a', 'b', 'c');
const option = fc.record({ name, priceDeltaMinor: fc.constant(0n), available: fc.boolean() });
const group = fc.record({
  name,
  minimum: fc.constant(0),
  maximum: fc.constant(1),
  options: fc.array(option, { minLength: 1, maxLength: 4 }),
});
const item = fc.record({
  id: fc.constant(undefined),
  name,
  description: fc.constant(null),
  priceMinor: fc.constant(100n),
  available: fc.boolean(),
  stock: fc.constant(null),
  groups: fc.array(group, { maxLength: 4 }),
});
const menu: fc.Arbitrary<MenuDraft> = fc.record({
  sections: fc.array(fc.record({ name, items: fc.array(item, { maxLength: 4 }) }), {
    maxLength: 3,
  }),
});

/** What a plan would be read back as. */
function written(plan: ReturnType<typeof planMenu>): Map<string, MenuItem> {
  const zero = money(0, 'EUR');
  return new Map(
    plan.items.map((one): [string, MenuItem] => [
      one.id,
      {
        ...one,
        restaurantId: 'r',
        price: zero,
        version: 1,
        modifierGroups: plan.groups
          .filter(({ itemId }) => itemId === one.id)
          .map((known) => ({
            ...known,
            options: plan.options
              .filter(({ groupId }) => groupId === known.id)
              .map((choice) => ({ ...choice, priceDelta: zero })),
          })),
      },
    ]),
  );
}

const idsOf = ({ sections, items, groups, options }: ReturnType<typeof planMenu>): string[] =>
  [sections, items, groups, options].flat().map(({ id }) => id);

describe('a planned menu', () => {
  test('gives every thing an id of its own and every child its parent', () => {
    fc.assert(
      fc.property(menu, (draft) => {
        const plan = planMenu(draft, new Map());
        const ids = idsOf(plan);
        expect(new Set(ids).size).toBe(ids.length);
        const sections = new Set(plan.sections.map(({ id }) => id));
        const groups = new Set(plan.groups.map(({ id }) => id));
        expect(plan.items.every(({ sectionId }) => sections.has(sectionId))).toBe(true);
        expect(plan.options.every(({ groupId }) => groups.has(groupId))).toBe(true);
      }),
    );
  });

  test('written again with its items’ ids has no id twice, and keeps those that have one name', () => {
    fc.assert(
      fc.property(menu, (draft) => {
        const first = planMenu(draft, new Map());
        const ids = first.items.map(({ id }) => id);
        let next = 0;
        const again: MenuDraft = {
          sections: draft.sections.map((section) => ({
            ...section,
            items: section.items.map((one) => ({ ...one, id: ids[next++] })),
          })),
        };
        const second = planMenu(again, written(first));
        const all = idsOf(second);
        expect(new Set(all).size).toBe(all.length);
        expect(second.items.map(({ id }) => id)).toEqual(ids);
        for (const known of first.groups) {
          const namesakes = first.groups.filter(
            ({ itemId, name: other }) => itemId === known.itemId && other === known.name,
          );
          if (namesakes.length > 1) continue;
          const kept = second.groups.find(
            ({ itemId, name: other }) => itemId === known.itemId && other === known.name,
          );
          expect(kept?.id).toBe(known.id);
        }
      }),
    );
  });
});

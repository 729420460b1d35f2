import { userError, type Identity, type UserError } from '@tiffin/service';
import type { MenuSectionInput } from '../generated/graph.ts';
import { changeRestaurant, type ChangeOutcome } from '../profile/change-restaurant.ts';
import type { Services } from '../services.ts';
import { MANAGERS } from '../staff/may-change.ts';
import type { MenuDraft } from './menu-draft.ts';
import { checkMenu } from './menu-input.ts';
import { lockItemsOf, writeMenu } from './menu-writing.ts';
import type { MenuItem } from './menu.ts';
import { planMenu } from './planned-menu.ts';

/** Replaces a whole menu. Items that are not named leave it, and stay for the orders that name them. */
export function replaceMenu(
  services: Services,
  identity: Identity,
  given: { readonly restaurantId: string; readonly sections: readonly MenuSectionInput[] },
): Promise<ChangeOutcome> {
  const { restaurantId } = given;
  return changeRestaurant(
    services,
    identity,
    restaurantId,
    MANAGERS,
    async (client, restaurant) => {
      const { draft, problems } = checkMenu(given.sections, restaurant.currency);
      if (problems.count > 0) return problems.userErrors;
      const existing = await lockItemsOf(client, restaurantId);
      const strangers = unknownItems(draft, existing);
      if (strangers.length > 0) return strangers;
      const plan = planMenu(draft, existing);
      await writeMenu(client, restaurantId, plan, existing, services.clock.now());
      return [];
    },
  );
}

function unknownItems(
  draft: MenuDraft,
  existing: ReadonlyMap<string, MenuItem>,
): UserError<'NOT_FOUND'>[] {
  return draft.sections.flatMap((section, sectionIndex) =>
    section.items.flatMap(({ id }, itemIndex) => {
      if (id === undefined || existing.has(id)) return [];
      const path = ['input', 'sections', String(sectionIndex), 'items', String(itemIndex), 'id'];
      return [userError('NOT_FOUND', 'This restaurant has no such item.', path)];
    }),
  );
}

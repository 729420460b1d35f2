import { uuidv7 } from '@tiffin/kernel';
import type { MenuItem } from './menu.ts';
import type { GroupDraft, ItemDraft, MenuDraft } from './menu-draft.ts';

/** A menu with all of its ids, as rows. Positions count from 0 within their parent. */
export interface PlannedMenu {
  readonly sections: readonly { id: string; position: number; name: string }[];
  readonly items: readonly PlannedItem[];
  readonly groups: readonly PlannedGroup[];
  readonly options: readonly PlannedOption[];
}

export interface PlannedItem extends Omit<ItemDraft, 'id' | 'groups'> {
  readonly id: string;
  readonly sectionId: string;
  readonly position: number;
}

export interface PlannedGroup extends Omit<GroupDraft, 'options'> {
  readonly id: string;
  readonly itemId: string;
  readonly position: number;
}

export interface PlannedOption {
  readonly id: string;
  readonly groupId: string;
  readonly position: number;
  readonly name: string;
  readonly priceDeltaMinor: bigint;
  readonly available: boolean;
}

/**
 * Gives everything in a draft its id. Items keep theirs; choices and options keep theirs by their name
 * within an item that stays, so that a cart filled a minute ago is still good after a price change.
 *
 * @param existing the restaurant's items by id
 */
export function planMenu(
  draft: MenuDraft,
  existing: ReadonlyMap<string, MenuItem>,
  newId: () => string = uuidv7,
): PlannedMenu {
  const sections: PlannedMenu['sections'][number][] = [];
  const items: PlannedItem[] = [];
  const groups: PlannedGroup[] = [];
  const options: PlannedOption[] = [];
  for (const [sectionPosition, section] of draft.sections.entries()) {
    const sectionId = newId();
    sections.push({ id: sectionId, position: sectionPosition, name: section.name });
    for (const [position, { groups: groupDrafts, ...item }] of section.items.entries()) {
      const known = item.id === undefined ? undefined : existing.get(item.id);
      const id = known?.id ?? newId();
      items.push({ ...item, id, sectionId, position });
      const knownGroups = byName(known?.modifierGroups ?? []);
      for (const [groupPosition, { options: optionDrafts, ...group }] of groupDrafts.entries()) {
        const knownGroup = take(knownGroups, group.name);
        const groupId = knownGroup?.id ?? newId();
        groups.push({ ...group, id: groupId, itemId: id, position: groupPosition });
        const knownOptions = byName(knownGroup?.options ?? []);
        for (const [optionPosition, option] of optionDrafts.entries()) {
          const optionId = take(knownOptions, option.name)?.id ?? newId();
          options.push({ ...option, id: optionId, groupId, position: optionPosition });
        }
      }
    }
  }
  return { sections, items, groups, options };
}

function byName<T extends { readonly name: string }>(things: readonly T[]): Map<string, T> {
  return new Map(things.map((thing) => [thing.name, thing]));
}

/** Two of the same name cannot both keep one id. */
function take<T>(things: Map<string, T>, name: string): T | undefined {
  const thing = things.get(name);
  things.delete(name);
  return thing;
}

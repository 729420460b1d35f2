import type { MenuSectionInput } from '../generated/graph.ts';
import { restaurantsPolicy } from '../policy.ts';
import { checkItem } from './item-input.ts';
import type { MenuDraft, SectionDraft } from './menu-draft.ts';
import { Problems, type Path } from './problems.ts';

/**
 * A menu in the form it is kept in, and everything that is wrong with it: sizes, texts, amounts, bounds
 * of choices, an item named twice.
 */
export function checkMenu(
  sections: readonly MenuSectionInput[],
  currency: string,
): { draft: MenuDraft; problems: Problems } {
  const problems = new Problems();
  if (sizesFit(sections, problems)) {
    const drafts = sections.map((section, index) =>
      checkSection(section, currency, ['input', 'sections', index], problems),
    );
    checkUniqueItems(sections, problems);
    return { draft: { sections: drafts }, problems };
  }
  return { draft: { sections: [] }, problems };
}

/** Looked at first: a menu that is too large is not worth reading. */
function sizesFit(sections: readonly MenuSectionInput[], problems: Problems): boolean {
  const { sectionsMax, itemsPerMenuMax, optionsPerMenuMax } = restaurantsPolicy;
  const items = sections.flatMap((section) => section.items);
  const options = items
    .flatMap((item) => item.modifierGroups ?? [])
    .reduce((sum, group) => sum + group.options.length, 0);
  const at: Path = ['input', 'sections'];
  if (sections.length > sectionsMax) problems.add(`A menu has at most ${sectionsMax} parts.`, at);
  if (items.length > itemsPerMenuMax) {
    problems.add(`A menu has at most ${itemsPerMenuMax} items.`, at);
  }
  if (options > optionsPerMenuMax) {
    problems.add(`A menu has at most ${optionsPerMenuMax} options.`, at);
  }
  return problems.count === 0;
}

function checkSection(
  section: MenuSectionInput,
  currency: string,
  path: Path,
  problems: Problems,
): SectionDraft {
  const { itemsPerSectionMax, nameMaxCharacters } = restaurantsPolicy;
  if (section.items.length > itemsPerSectionMax) {
    problems.add(`A part has at most ${itemsPerSectionMax} items.`, [...path, 'items']);
  }
  return {
    name: problems.text(section.name, 1, nameMaxCharacters, [...path, 'name']),
    items: section.items.map((item, index) =>
      checkItem(item, currency, [...path, 'items', index], problems),
    ),
  };
}

function checkUniqueItems(sections: readonly MenuSectionInput[], problems: Problems): void {
  const seen = new Set<string>();
  for (const [sectionIndex, section] of sections.entries()) {
    for (const [itemIndex, { id }] of section.items.entries()) {
      if (id == null) continue;
      if (seen.has(id)) {
        problems.add('An item stands in a menu once.', [
          ...(['input', 'sections', sectionIndex, 'items', itemIndex, 'id'] as const),
        ]);
      }
      seen.add(id);
    }
  }
}

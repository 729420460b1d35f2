import { describe, expect, test } from '@jest/globals';
import { lifecyclePage } from '../../src/lifecycle/lifecycle-page.ts';
import { TRANSITIONS } from '../../src/lifecycle/transition-table.ts';

describe('the printed page', () => {
  test('has every transition', () => {
    const page = lifecyclePage();
    for (const { from, command, to } of TRANSITIONS) {
      expect(page).toContain(`| ${from ?? '—'} | ${command} |`);
      expect(page).toMatch(new RegExp(`${from ?? '\\[\\*\\]'} --> ${to} : .*${command}`));
    }
  });
});

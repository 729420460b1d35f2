import { expect, test } from '@jest/globals';
import { MEMBERSHIP_ROLES } from '@tiffin/service';
import { mayAppoint } from './staff-rules.ts';

const PLACES = [...MEMBERSHIP_ROLES, undefined];

test('owners appoint all, managers all but owners and no owner to less, others nobody', () => {
  for (const current of PLACES) {
    for (const role of MEMBERSHIP_ROLES) {
      expect(mayAppoint('OWNER', current, role)).toBe(true);
      const touchesAnOwner = role === 'OWNER' || current === 'OWNER';
      expect(mayAppoint('MANAGER', current, role)).toBe(!touchesAnOwner);
      expect(mayAppoint('STAFF', current, role)).toBe(false);
      expect(mayAppoint(undefined, current, role)).toBe(false);
    }
  }
});

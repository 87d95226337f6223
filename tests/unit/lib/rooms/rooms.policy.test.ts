import { describe, expect, it } from '@jest/globals';
import { mayAdd, mayEnter, mayRemove, maySee, type Standing } from '../../../../lib/rooms/rooms.policy.ts';

/** visibility, role, admin: enter, see, add others, add oneself, remove others, leave */
const rules = [
  ['public', undefined, false, 'enter see -   add  -      leave'],
  ['public', undefined, true, 'enter see add add  remove leave'],
  ['public', 'member', false, 'enter see -   add  -      leave'],
  ['public', 'member', true, 'enter see add add  remove leave'],
  ['public', 'owner', false, 'enter see add add  remove leave'],
  ['public', 'owner', true, 'enter see add add  remove leave'],
  ['private', undefined, false, '-     -   -   -    -      leave'],
  ['private', undefined, true, '-     see add add  remove leave'],
  ['private', 'member', false, 'enter see -   -    -      leave'],
  ['private', 'member', true, 'enter see add add  remove leave'],
  ['private', 'owner', false, 'enter see add add  remove leave'],
  ['private', 'owner', true, 'enter see add add  remove leave'],
] as const;

const allowed = (standing: Standing): string =>
  [
    mayEnter(standing) ? 'enter' : '-',
    maySee(standing) ? 'see' : '-',
    mayAdd(standing, false) ? 'add' : '-',
    mayAdd(standing, true) ? 'add' : '-',
    mayRemove(standing, false) ? 'remove' : '-',
    mayRemove(standing, true) ? 'leave' : '-',
  ].join(' ');

describe('who may do what in a room', () => {
  it.each(rules)('%s, role %s, administrator %s', (visibility, role, admin, expected) => {
    expect(allowed({ visibility, role, admin })).toBe(expected.replace(/ +/g, ' '));
  });
});

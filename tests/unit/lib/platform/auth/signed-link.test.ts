import { describe, expect, it } from '@jest/globals';
import { isSigned, signedUrl } from '../../../../../lib/platform/auth/signed-link.ts';
import { setEnvironment } from '../../../../support/environment.ts';

setEnvironment({ API_URL: 'https://strata.example/api/', LINK_SECRET: 'a secret of thirty-two characters' });

const NOW = new Date('2026-11-22T10:00:00.000Z');
const WEEK = 7 * 86_400_000;
const PATH = '/reports/daily/2026-11-21/page';

const link = () => {
  const url = new URL(signedUrl(PATH, NOW));
  const signature = url.searchParams.get('signature') ?? '';
  return { url, expires: Number(url.searchParams.get('expires')), signature };
};
const at = (milliseconds: number): Date => new Date(NOW.getTime() + milliseconds);

describe('a signed link', () => {
  it('leads to its path at the API, also below a path of its domain', () => {
    const { origin, pathname } = link().url;
    expect(`${origin}${pathname}`).toBe(`https://strata.example/api${PATH}`);
  });

  it.each([
    ['at once', 0, true],
    ['until its week is over', WEEK - 1, true],
    ['no longer', WEEK, false],
  ])('opens it %s', (_, milliseconds, expected) => {
    expect(isSigned(PATH, link(), at(milliseconds))).toBe(expected);
  });

  it.each([
    '/reports/daily/2026-11-20/page',
    '/reports/weekly/2026-11-21/page',
    '/reports/daily/2026-11-21',
    `${PATH}/`,
    '',
  ])('does not open %p', path => {
    expect(isSigned(path, link(), NOW)).toBe(false);
  });

  it('does not open when it is made to last longer', () => {
    const { expires, signature } = link();
    expect(isSigned(PATH, { expires: expires + 1, signature }, NOW)).toBe(false);
  });

  it('does not open when any one character of its signature is another, more or less', () => {
    const { expires, signature } = link();
    const changed = Array.from({ length: signature.length }, (_, index) => index).flatMap(index =>
      ['A', 'B', '-'].map(other => signature.slice(0, index) + other + signature.slice(index + 1)),
    );
    const others = [...changed, `${signature}A`, `${signature}=`, ` ${signature}`, signature.slice(1), ''];
    for (const other of others.filter(text => text !== signature))
      expect(isSigned(PATH, { expires, signature: other }, NOW)).toBe(false);
  });
});

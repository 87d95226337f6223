import { describe, expect, it } from '@jest/globals';
import { rendererFor } from '../../../../lib/app/negotiation.ts';
import { getReport, listReports } from '../../../../lib/reports/reports.contracts.ts';

const renderers = { 'text/csv': () => 'csv', 'text/html': () => 'html' };
const typeFor = (accept: string | undefined): string =>
  rendererFor(getReport, accept, renderers)?.mediaType ?? 'application/json';

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';

describe('a route with several media types', () => {
  it.each([
    [undefined, 'application/json'],
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['application/json', 'application/json'],
    ['application/*', 'application/json'],
    ['text/csv', 'text/csv'],
    ['TEXT/CSV', 'text/csv'],
    ['text/csv; charset=UTF-8', 'text/csv'],
    ['text/csv; charset=utf-16', 'application/json'],
    ['text/html', 'text/html'],
    [BROWSER, 'text/html'],
    ['text/*', 'text/csv'],
    ['text/csv;q=0.5, text/html', 'text/html'],
    ['text/csv;q=0.5, text/html;q=0.4, */*;q=0.1', 'text/csv'],
    ['text/csv;q=0, text/*', 'text/html'],
    ['*/*, text/html;q=0.5', 'application/json'],
    ['application/json;q=0, text/html', 'text/html'],
    // What there is not: JSON, which says so in its content type, is of more use than a refusal.
    ['application/pdf', 'application/json'],
    ['text/html;q=0', 'application/json'],
    ['nonsense', 'application/json'],
    ['text/html;q=much', 'application/json'],
  ])('answers to Accept %p with %s', (accept, expected) => {
    expect(typeFor(accept)).toBe(expected);
  });
});

describe('a route with none but JSON', () => {
  it.each([undefined, 'text/html', '*/*'])('answers with it to Accept %p', accept => {
    expect(rendererFor(listReports, accept, undefined)).toBeUndefined();
  });
});

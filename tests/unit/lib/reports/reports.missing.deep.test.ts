import { describe, expect, it } from '@jest/globals';
import { fireForYears, zones } from '../../../support/report-series.ts';

describe('twenty years of a schedule', () => {
  it.each(zones)(
    'in %s yield one report for each local date, oldest first, however it fires',
    zone => {
      const { made, dates } = fireForYears({ zone, from: 2007, to: 2027 });
      expect(made.length).toBeGreaterThan(7295);
      expect(made).toEqual(dates);
    },
    60_000,
  );
});

import { describe, expect, it } from '@jest/globals';
import { config } from '../../../../../lib/platform/config/config.ts';
import { setEnvironment } from '../../../../support/environment.ts';

describe('the zone of the reports', () => {
  // The configuration is kept once it has been read: the refused ones come first.
  it.each(['Mars/Olympus', 'New York', 'America/New_York '])('is refused by its name when it is %p', name => {
    setEnvironment({ REPORT_TIME_ZONE: name });
    expect(() => config('reports')).toThrow('REPORT_TIME_ZONE: must name a time zone such as Europe/Berlin');
  });

  it('is New York unless it is set', () => {
    setEnvironment({ REPORT_TIME_ZONE: '' });
    expect(config('reports').REPORT_TIME_ZONE).toBe('America/New_York');
  });
});

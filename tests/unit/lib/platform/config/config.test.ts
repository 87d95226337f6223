import { describe, expect, it } from '@jest/globals';
import { config } from '../../../../../lib/platform/config/config.ts';
import * as sections from '../../../../../lib/platform/config/sections.ts';
import { setEnvironment } from '../../../../support/environment.ts';

describe('the zone of the reports', () => {
  // The configuration is kept once it has been read: the refused ones come first.
  it.each(['Mars/Olympus', 'New York', 'America/New_York '])('is refused by its name when it is %p', name => {
    setEnvironment({ REPORT_TIME_ZONE: name });
    expect(() => config(sections.reports)).toThrow(
      'REPORT_TIME_ZONE: must name a time zone such as Europe/Berlin',
    );
  });

  it('is New York unless it is set', () => {
    setEnvironment({ REPORT_TIME_ZONE: '' });
    expect(config(sections.reports).REPORT_TIME_ZONE).toBe('America/New_York');
  });
});

describe('the way of mails', () => {
  it('has to be given', () => {
    setEnvironment({ SMTP_URL: '', SES_IDENTITY_ARN: '' });
    expect(() => config(sections.mail)).toThrow('SMTP_URL: is needed where SES_IDENTITY_ARN is not set');
  });

  it.each([
    'shop.example',
    'arn:aws:ses:eu-west-1:123456789012:identity/*',
    'arn:aws:sns:eu-west-1:123456789012:alarms',
  ])('is not by SES with %p, which is no identity', arn => {
    setEnvironment({ SES_IDENTITY_ARN: arn });
    expect(() => config(sections.mail)).toThrow('SES_IDENTITY_ARN: must be like arn:aws:ses:');
  });

  it('is by SES with the ARN of an identity, and needs no mail server then', () => {
    const arn = 'arn:aws:ses:eu-west-1:123456789012:identity/shop.example';
    setEnvironment({ SES_IDENTITY_ARN: arn });
    expect(config(sections.mail).SES_IDENTITY_ARN).toBe(arn);
    expect(config(sections.mail).SMTP_URL).toBeUndefined();
  });
});

import { expect, it } from '@jest/globals';
import { checkConfiguration } from '../../../local/configuration.ts';

it.each([
  ['REPORT_TIME_ZONE', 'Mars/Olympus', 'REPORT_TIME_ZONE: must name a time zone such as Europe/Berlin'],
  ['DATABASE_POOL_SIZE', '0', 'DATABASE_POOL_SIZE: Too small'],
  ['LINK_SECRET', 'short', 'LINK_SECRET: Too small'],
  ['PAYMENTS_PROVIDER', 'cash', 'PAYMENTS_PROVIDER: Invalid'],
])('a start with %s=%s is refused, and says why without the value', (name, value, expected) => {
  const start = () => {
    checkConfiguration({ [name]: value, PATH: '/bin' });
  };
  expect(start).toThrow(expected);
  if (name === 'LINK_SECRET') expect(start).not.toThrow(value);
});

it('a start takes what is well-formed, left empty, or not for it to say', () => {
  checkConfiguration({
    REPORT_TIME_ZONE: 'Asia/Kolkata',
    OIDC_ISSUER: '',
    DATABASE_URL: '',
    STAGE: 'whatever',
  });
});

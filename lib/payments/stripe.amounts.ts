/** https://docs.stripe.com/currencies: currencies whose amounts Stripe counts in whole units, or in thousandths. */
const WHOLE = 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' ');
const THOUSANDTHS = 'BHD JOD KWD OMR TND'.split(' ');

/**
 * An amount as Stripe counts it: most currencies in hundredths, as here.
 *
 * @returns undefined when the currency has no such fraction
 */
export const stripeAmount = (cents: number, currency: string): number | undefined => {
  if (THOUSANDTHS.includes(currency)) return cents * 10;
  if (!WHOLE.includes(currency)) return cents;
  return cents % 100 === 0 ? cents / 100 : undefined;
};

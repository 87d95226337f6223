/** An amount for people: `$1,234.50`. @param cents hundredths of the currency */
export const formatMoney = (cents: number, currency: string): string =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(cents / 100);

export const formatCount = (value: number): string => new Intl.NumberFormat('en-US').format(value);

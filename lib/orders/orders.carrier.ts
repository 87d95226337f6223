import type { Fulfilment } from './orders.repository.ts';

export type Shipment =
  | { readonly kind: 'shipped' }
  /** For good: asking again cannot help. */
  | { readonly kind: 'impossible'; readonly reason: string };

/** Takes parcels. A carrier of one's own calls its service with the order's id as the key, so that a repeat is one parcel. */
export interface Carrier {
  /** @throws when it is unknown whether the parcel was taken; asked for again */
  ship(order: Pick<Fulfilment, 'id' | 'items'>, signal: AbortSignal): Promise<Shipment>;
}

/** What one parcel holds. */
const MAX_PIECES = 1000;

/** Takes any parcel that is not too large, at once. */
export const createSampleCarrier = (): Carrier => ({
  ship: ({ items }) => {
    const pieces = items.reduce((sum, { quantity }) => sum + quantity, 0);
    const reason = `a parcel holds ${MAX_PIECES} pieces, not ${pieces}`;
    return Promise.resolve(pieces > MAX_PIECES ? { kind: 'impossible', reason } : { kind: 'shipped' });
  },
});

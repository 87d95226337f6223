import * as z from 'zod';
import { pageQuery } from '../platform/http/page.ts';
import { oneLine } from '../platform/text/one-line.ts';

const MAX_NAME_LENGTH = 200;
/** A hundred lines of a thousand pieces at this price are far below 2^53 cents: no order's total can overflow. */
const MAX_PRICE_CENTS = 100_000_000;
/** Half of what the column holds: what open orders give back always fits. */
export const MAX_STOCK = 1_000_000_000;
/** The longest name in its longest spelling, in base64. */
const MAX_CURSOR_LENGTH = 2000;

const name = oneLine(MAX_NAME_LENGTH);
const description = z.string().max(10_000).describe('Searched along with the name');
const priceCents = z.int().min(0).max(MAX_PRICE_CENTS).describe('In hundredths of the currency');
const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, 'must be three capital letters')
  .describe('ISO 4217');

export const product = z.object({
  id: z.guid(),
  name: z.string(),
  description: z.string(),
  priceCents: z.int().describe('In hundredths of the currency'),
  currency: z.string().describe('ISO 4217'),
  stock: z.int().min(0).describe('How many are left'),
  archivedAt: z.iso.datetime().nullable().describe('Since when it is off sale; null while it is on sale'),
  version: z.int().describe('Counts the edits. Orders take stock without a new version'),
  createdAt: z.iso.datetime(),
});
export type Product = Readonly<z.infer<typeof product>>;

export const productDraft = z.strictObject({
  name,
  description: description.default(''),
  priceCents,
  currency: currency.default('USD'),
  stock: z.int().min(0).max(MAX_STOCK).default(0).describe('Recorded as its first stock adjustment'),
});
export type ProductDraft = Readonly<z.infer<typeof productDraft>>;

export const productEdit = z
  .strictObject({ name, description, priceCents, currency })
  .partial()
  .refine(edit => Object.keys(edit).length > 0, 'names no field to change');
export type ProductEdit = Readonly<z.infer<typeof productEdit>>;

export const productSorts = ['newest', 'name', 'price', '-price'] as const;
export type ProductSort = (typeof productSorts)[number];

export const productQuery = pageQuery.extend({
  cursor: z
    .string()
    .max(MAX_CURSOR_LENGTH)
    .optional()
    .describe('`nextCursor` of the last page, with the same `sort`'),
  q: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe(
      'Words that the name or description holds, every one of them; the beginning of a word is enough',
    ),
  minPriceCents: z.coerce
    .number()
    .int()
    .min(0)
    .max(MAX_PRICE_CENTS)
    .optional()
    .describe('Only what costs this or more'),
  maxPriceCents: z.coerce
    .number()
    .int()
    .min(0)
    .max(MAX_PRICE_CENTS)
    .optional()
    .describe('Only what costs this or less'),
  inStock: z
    .enum(['true', 'false'])
    .transform(value => value === 'true')
    .optional()
    .describe('Only what is left, or only what is sold out'),
  sort: z.enum(productSorts).default('newest').describe('Names are compared without regard to case'),
});

export const archivedFilters = ['include', 'exclude', 'only'] as const;
export type ArchivedFilter = (typeof archivedFilters)[number];

export const allProductsQuery = productQuery.extend({
  archived: z.enum(archivedFilters).default('include').describe('Whether products off sale are listed'),
});

/** Which products are asked for, and in which order. */
export type ProductFilter = Readonly<z.infer<typeof productQuery>> & { readonly archived: ArchivedFilter };

export const stockChange = z.strictObject({
  delta: z
    .int()
    .min(-MAX_STOCK)
    .max(MAX_STOCK)
    .refine(delta => delta !== 0, 'must not be 0')
    .describe('How many came (positive) or went (negative)'),
  reason: z.string().trim().min(1).max(500).describe('For the record, such as `delivery 4711` or `broken`'),
});
export type StockChange = Readonly<z.infer<typeof stockChange>>;

export const stockAdjustment = z.object({
  id: z.guid(),
  productId: z.guid(),
  delta: z.int(),
  reason: z.string(),
  stock: z.int().describe('How many were left afterwards'),
  adjustedBy: z.guid().nullable().describe('The administrator; null when the account was deleted'),
  createdAt: z.iso.datetime(),
});
export type StockAdjustment = Readonly<z.infer<typeof stockAdjustment>>;

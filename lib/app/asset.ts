import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A file that is served as it is. */
export interface Asset {
  /** Its media type. */
  readonly type: string;
  readonly bytes: Buffer;
  /** Another content has another version. */
  readonly version: string;
  /** What a browser lets it load. */
  readonly contentSecurityPolicy: string;
}

const NOTHING = "default-src 'none'; frame-ancestors 'none'";
/** A page runs and shows what came from here, and talks to nobody else. */
const OWN_ORIGIN =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const VERSION_LENGTH = 16;

/** Reads a text file that lies in the bundle, or beside the sources when they run without one. */
export const readAsset = (file: string, type: string): Asset =>
  assetOf(readFileSync(file), `${type}; charset=utf-8`, NOTHING);

/** Reads a page. Its `src` and `href` of these assets get their versions, so that they are cached for good. */
export const readPage = (file: string, assets: Readonly<Record<string, Asset>>): Asset => {
  const html = readFileSync(file, 'utf8').replaceAll(/(src|href)="(\/[^"]*)"/g, (whole, name, path) => {
    const asset = assets[String(path)];
    return asset === undefined ? whole : `${String(name)}="${String(path)}?v=${asset.version}"`;
  });
  return assetOf(Buffer.from(html), 'text/html; charset=utf-8', OWN_ORIGIN);
};

const assetOf = (bytes: Buffer, type: string, contentSecurityPolicy: string): Asset => ({
  type,
  bytes,
  version: createHash('sha256').update(bytes).digest('base64url').slice(0, VERSION_LENGTH),
  contentSecurityPolicy,
});

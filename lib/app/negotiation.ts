import Negotiator from 'negotiator';
import type * as z from 'zod';
import type { Route } from '../platform/http/route.ts';

const JSON_TYPE = 'application/json';

/** Makes text of another media type from what the service returned. */
type Render<Value, Dependencies> = (value: Value, dependencies: Dependencies) => Promise<string> | string;

/** A renderer for each media type that a route declares beside JSON. */
export type Renderers<R extends Route, Dependencies> = R extends {
  readonly alsoAs: readonly (infer MediaType extends string)[];
}
  ? Readonly<Record<MediaType, Render<z.input<R['data']>, Dependencies>>>
  : undefined;

/** Given to httpHandler by the functions that render: the others do without what reads Accept headers. */
export type RendererFor = typeof rendererFor;

/**
 * The renderer that an Accept header asks for (RFC 9110, section 12.5.1); undefined for JSON, which is also what a caller
 * gets who accepts nothing that there is.
 */
export const rendererFor = <Dependencies>(
  { alsoAs = [] }: Route,
  accept: string | undefined,
  renderers: unknown,
) => {
  if (alsoAs.length === 0) return undefined;
  // What is rendered is UTF-8, and may be asked for as such.
  const offered = alsoAs.map(type => `${type}; charset=utf-8`);
  const [chosen = JSON_TYPE] = new Negotiator({ headers: { accept } }).mediaTypes([JSON_TYPE, ...offered]);
  const mediaType = chosen.replace(/;.*$/, '');
  // Their types let a route give one for each media type it declares, made for its own data.
  const render = (renderers as Readonly<Record<string, Render<unknown, Dependencies>>>)[mediaType];
  return render && { mediaType, render };
};

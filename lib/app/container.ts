import { type AwilixContainer, createContainer as createAwilixContainer } from 'awilix/browser';
import type { Clock } from '../platform/clock/clock.ts';
import type { Log } from '../platform/log/log.ts';

/** Makes one dependency from others, which it takes as one object and by name. */
type Factory = (dependencies: never) => unknown;

/** What a part of the system registers: a name and a factory for each dependency it provides. */
export type Module = Readonly<Record<string, Factory>>;

/** What the wrappers add for each invocation. */
export interface Invocation {
  readonly log: Log;
  readonly clock: Clock;
  /** When the invocation must have ended, in milliseconds since 1970. */
  readonly deadline: number;
}

type Intersection<Union> = (Union extends unknown ? (member: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never;
type ProvidedBy<M extends Module> = { readonly [Name in keyof M]: ReturnType<M[Name]> };
type Needs<F extends Factory> = Parameters<F> extends [infer Dependencies] ? Dependencies : unknown;
/** As parameters, not in a union: a factory that needs nothing would turn the union of all needs into `unknown`. */
type NeedsOf<M extends Module> = {
  [Name in keyof M]: (needs: Needs<M[Name]>) => void;
}[keyof M] extends (needs: infer All) => void
  ? All
  : never;

/** Everything the modules provide together. */
export type Provided<Modules extends readonly Module[]> = Invocation &
  Intersection<{ [Index in keyof Modules]: ProvidedBy<Modules[Index]> }[number]>;
type Needed<Modules extends readonly Module[]> = {
  [Index in keyof Modules]: (needs: NeedsOf<Modules[Index]>) => void;
}[number] extends (needs: infer All) => void
  ? All
  : never;

/** A type error that names what is missing, when a module needs what no named module provides. */
type Complete<Modules extends readonly Module[]> =
  Provided<Modules> extends Needed<Modules>
    ? unknown
    : { readonly 'no module provides': Exclude<keyof Needed<Modules>, keyof Provided<Modules>> };

export interface Container<Dependencies> {
  /** The dependencies for one invocation, each made when it is first asked for. */
  scope(invocation: Invocation): Dependencies;
}

/**
 * Marks a factory whose product is kept for the life of the process and needs nothing of an invocation. Annotate the call
 * as pure, as platform.modules.ts does: else every bundle holds what the factory imports, used or not.
 */
export const singleton = <T>(factory: () => T): (() => T) =>
  Object.assign(() => factory(), { isSingleton: true });

/**
 * Assembles a container from the modules a function names, once for a warm Lambda. A bundle holds what its modules
 * import and nothing else.
 */
export const createContainer = <const Modules extends readonly Module[]>(
  ...modules: Modules & Complete<Modules>
): Container<Provided<Modules>> => {
  const root = createAwilixContainer();
  for (const module of modules as readonly Module[])
    for (const [name, factory] of Object.entries(module)) {
      const make = factory as (dependencies: object) => unknown;
      // A resolver of our own: that of `asFunction` reads the source of each factory at once, which injection by name needs not.
      root.register(name, {
        lifetime: 'isSingleton' in factory ? 'SINGLETON' : 'SCOPED',
        resolve: container => make(container.cradle),
      });
    }
  return { scope: invocation => scopeOf(root, invocation) as Provided<Modules> };
};

/**
 * What awilix resolves for one invocation, kept by a scope of our own. V8 frees a scope of awilix, with all that the invocation
 * has made, only in a major collection, which was up to half of what a wrapper costs: docs/decisions/0011-typed-container.md.
 */
const scopeOf = (root: AwilixContainer, invocation: Invocation): object => {
  const made = new Map<PropertyKey, unknown>(Object.entries(invocation));
  const making = new Set<PropertyKey>();
  const cradle = new Proxy(
    {},
    {
      get: (_, name): unknown => {
        if (made.has(name)) return made.get(name);
        const resolver = root.getRegistration(name);
        // Singletons; `then`, which promises ask for; and of what nobody provides awilix says so.
        if (resolver?.lifetime !== 'SCOPED') return root.resolve(name);
        if (making.has(name)) throw new Error([...making, name].map(String).join(' needs '));
        making.add(name);
        try {
          const value: unknown = resolver.resolve(scope);
          made.set(name, value);
          return value;
        } finally {
          making.delete(name);
        }
      },
    },
  );
  // A resolver takes no more of a container than this.
  const scope = { options: root.options, cradle } as AwilixContainer;
  return cradle;
};

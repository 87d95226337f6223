import { describe, expect, it } from '@jest/globals';
import { createContainer, singleton, type Invocation } from '../../../../lib/app/container.ts';
import { testInvocation } from '../../../support/platform.ts';
import { recordLog } from '../../../support/fakes.ts';

/** A factory that says how often it was asked. */
const counting = <Needs>(make: (needs: Needs) => object) => {
  const made: object[] = [];
  const factory = (needs: Needs) => {
    const product = make(needs);
    made.push(product);
    return product;
  };
  return { factory, made };
};

describe('a container', () => {
  it('gives a factory what it takes, from whichever module provides it', () => {
    const container = createContainer(
      { greeter: ({ name }: { readonly name: string }) => ({ greet: () => `Hello ${name}` }) },
      { name: () => 'Ada' },
    );
    expect(container.scope(testInvocation()).greeter.greet()).toBe('Hello Ada');
  });

  it('makes a dependency when it is first asked for, and not before', () => {
    const { factory, made } = counting(() => ({}));
    const scope = createContainer({ rare: factory, common: () => 1 }).scope(testInvocation());
    expect(scope.common).toBe(1);
    expect(made).toHaveLength(0);
    expect(scope.rare).toBe(made[0]);
  });

  it('makes a dependency once for an invocation, and anew for the next', () => {
    const { factory, made } = counting(() => ({}));
    const container = createContainer({
      one: factory,
      two: ({ one }: { readonly one: object }) => one,
      three: ({ one }: { readonly one: object }) => one,
    });
    const first = container.scope(testInvocation());
    expect(first.two).toBe(first.three);
    const second = container.scope(testInvocation());
    expect(second.two).not.toBe(first.two);
    expect(made).toHaveLength(2);
  });

  it('makes a singleton once for the life of the process', () => {
    const { factory, made } = counting(() => ({}));
    const module = { keys: singleton(() => factory({})) };
    const container = createContainer(module);
    expect(container.scope(testInvocation()).keys).toBe(container.scope(testInvocation()).keys);
    expect(made).toHaveLength(1);
  });

  it('gives each invocation its own log, clock and deadline', () => {
    const container = createContainer({ logOf: ({ log }: Invocation) => log });
    const [one, other] = [recordLog(), recordLog()];
    expect(container.scope(testInvocation(one)).logOf).toBe(one.log);
    expect(container.scope(testInvocation(other)).logOf).toBe(other.log);
  });

  it('says what is missing when a dependency is asked for that nobody provides', () => {
    const module = { service: ({ absent }: { readonly absent: string }) => ({ absent }) };
    // @ts-expect-error nothing provides `absent`: this does not compile
    const container = createContainer(module);
    expect(() => (container.scope(testInvocation()) as { service: object }).service).toThrow(/absent/);
  });

  it('says which dependencies need each other', () => {
    const circle = {
      chicken: ({ egg }: { readonly egg: object }) => ({ egg }),
      egg: ({ chicken }: { readonly chicken: object }) => ({ chicken }),
    };
    const scope = createContainer(circle).scope(testInvocation());
    expect(() => scope.egg).toThrow('egg needs chicken needs egg');
    expect(() => scope.chicken).toThrow('chicken needs egg needs chicken');
  });

  it('can be waited for, as every object that an asynchronous function returns', async () => {
    const scope = createContainer({ one: () => 1 }).scope(testInvocation());
    expect((await Promise.resolve(scope)).one).toBe(1);
  });

  it('makes again what could not be made', () => {
    let tries = 0;
    const module = {
      late: () => {
        tries += 1;
        if (tries === 1) throw new Error('not yet');
        return tries;
      },
    };
    const scope = createContainer(module).scope(testInvocation());
    expect(() => scope.late).toThrow('not yet');
    expect([scope.late, scope.late]).toEqual([2, 2]);
  });
});

/** These are checked by the compiler: a line marked `@ts-expect-error` that compiled would be an error itself. */
describe('what does not compile', () => {
  const users = {
    users: ({ db }: { readonly db: { readonly query: () => string } }) => ({ find: db.query }),
  };
  const db = { db: () => ({ query: () => 'row' }) };

  it('is a module without the one it needs', () => {
    // @ts-expect-error no module provides db
    expect(createContainer(users)).toBeDefined();
    expect(createContainer(users, db)).toBeDefined();
  });

  it('is a module with another of the wrong shape', () => {
    // @ts-expect-error this db has no query
    expect(createContainer(users, { db: () => ({ ask: () => 'row' }) })).toBeDefined();
  });

  it('is asking for what no module provides', () => {
    const scope = createContainer(db).scope(testInvocation());
    // @ts-expect-error there are no users in this container
    expect(() => scope.users as unknown).toThrow();
  });

  it('is a singleton that needs something of an invocation', () => {
    // @ts-expect-error a log belongs to one invocation
    expect(singleton(({ log }: Invocation) => log)).toBeDefined();
  });
});

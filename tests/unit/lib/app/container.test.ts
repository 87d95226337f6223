import { describe, expect, it } from '@jest/globals';
import { createContainer } from '../../../../lib/app/container.ts';
import { clockAt, silentLog } from '../../../support/fakes.ts';

const invocation = { log: silentLog, clock: clockAt('2026-11-22T10:00:00.000Z'), deadline: 0 };

/** Beside a factory that needs nothing, and one that needs only what every invocation has. */
const greeting = {
  constant: () => 1,
  today: ({ clock }: { readonly clock: { now(): Date } }) => clock.now(),
  greeter: ({ name }: { readonly name: string }) => ({ greet: () => `Hello ${name}` }),
};

describe('a container', () => {
  it('makes what its modules provide from what they provide to one another', () => {
    const { greeter } = createContainer({ name: () => 'Ada' }, greeting).scope(invocation);
    expect(greeter.greet()).toBe('Hello Ada');
  });

  it('does not compile without a module that provides what another needs', () => {
    // @ts-expect-error no module provides `name`
    const container = createContainer(greeting);
    expect(() => container.scope(invocation).greeter).toThrow('name');
  });

  it('does not compile when what is provided is of another type', () => {
    // @ts-expect-error `name` is a number here
    expect(createContainer({ name: () => 7 }, greeting)).toBeDefined();
  });
});

/**
 * Makes something when it is first asked for, and keeps it. For what few requests need: all that is made while a function
 * loads is a part of each cold start.
 */
export const lazily = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};

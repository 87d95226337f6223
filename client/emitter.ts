/** Events by name, with the data of each. A listener that throws keeps nobody else from being told. */
export class Emitter<Events extends object> {
  readonly #listeners = new Map<keyof Events, Set<(data: never) => void>>();

  /** @returns what stops it */
  on<Name extends keyof Events>(name: Name, listener: (data: Events[Name]) => void): () => void {
    const known = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, known.add(listener));
    return () => {
      known.delete(listener);
    };
  }

  emit<Name extends keyof Events>(name: Name, data: Events[Name]): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])])
      try {
        listener(data as never);
      } catch (error) {
        // Seen by the application as any error of its own, but not in the middle of the work here.
        queueMicrotask(() => {
          throw error;
        });
      }
  }
}

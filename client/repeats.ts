/** Remembered at the most; a repeat comes within seconds. */
const REMEMBERED = 1_000;

/** Tells events that came before, by their ids: two connections may bring the same one, and so may a job that was repeated. */
export class Repeats {
  readonly #seen = new Set<string>();

  has(id: string | undefined): boolean {
    if (id === undefined) return false;
    if (this.#seen.has(id)) return true;
    this.#seen.add(id);
    const [oldest] = this.#seen;
    if (this.#seen.size > REMEMBERED && oldest !== undefined) this.#seen.delete(oldest);
    return false;
  }
}

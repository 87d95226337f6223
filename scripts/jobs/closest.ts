const MOST_MISTAKES = 2;

/** The word that somebody will have meant: one that begins so, or else one that few mistakes make of it. */
export const closestTo = (word: string, words: readonly string[]): string | undefined => {
  const begun = words.find(candidate => word !== '' && candidate.startsWith(word));
  if (begun !== undefined) return begun;
  const [nearest] = words
    .map(candidate => ({ candidate, mistakes: mistakesBetween(word, candidate) }))
    .filter(({ candidate, mistakes }) => mistakes <= MOST_MISTAKES && mistakes < candidate.length / 2)
    .sort((one, other) => one.mistakes - other.mistakes);
  return nearest?.candidate;
};

/** Levenshtein's distance: letters to add, leave out or change. */
const mistakesBetween = (one: string, other: string): number => {
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (const [line, letter] of Array.from(one).entries()) {
    const next = [line + 1];
    for (const [column, wanted] of Array.from(other).entries()) {
      const changed = (row[column] ?? 0) + (letter === wanted ? 0 : 1);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
};

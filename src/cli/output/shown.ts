/** A score for a person. */
export function shown(score: number): string {
  return Number.isFinite(score) ? score.toFixed(3) : '–';
}

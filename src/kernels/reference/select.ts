/**
 * Which k entries rank first: keep[i] = 1 for the k largest scores, the lower index first among equals, else 0.
 * Exactly k survive, ties included; −0 equals +0. Scores must not be NaN, and 0 ≤ k ≤ scores.length: the caller checks.
 */
export function topK(scores: Float32Array, k: number): Uint8Array {
  const keep = new Uint8Array(scores.length);
  const ranking = Uint32Array.from(scores, (_, i) => i).sort((i, j) => scores[j] - scores[i] || i - j);
  for (const index of ranking.subarray(0, k)) keep[index] = 1;
  return keep;
}

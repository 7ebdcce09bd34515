/**
 * Returns the mask of the k largest scores: keep[i] is 1 for the first k entries by (score, index), otherwise 0. The larger
 * score comes first, and equal scores are ordered by index; −0 equals +0. Exactly k entries are kept, even with ties. The
 * caller checks that no score is NaN and that 0 ≤ k ≤ scores.length.
 */
export function topK(scores: Float32Array, k: number): Uint8Array {
  const ranking = Uint32Array.from(scores, (_, i) => i).sort((i, j) => scores[j] - scores[i] || i - j);
  const keep = new Uint8Array(scores.length);
  for (const index of ranking.subarray(0, k)) keep[index] = 1;
  return keep;
}

/**
 * Masks that keep the weights of largest magnitude over all layers together. Among equal magnitudes, the first survive.
 * Written here once more, because both sides must train under the same masks, however each of them selects weights.
 * @param state the values of every parameter, by name; those named `….weight` are pruned
 * @param density the fraction of weights that survive, rounded to an integer number of weights
 * @returns one mask per weight array, 1 for a surviving weight
 */
export function masksByMagnitude(
  state: ReadonlyMap<string, Float32Array>,
  density: number,
): Map<string, Uint8Array> {
  const weights = [...state].filter(([name]) => name.endsWith('.weight'));
  const magnitudes = weights.flatMap(([, values]) => Array.from(values, Math.abs));
  const ranked = magnitudes.map((_, i) => i).sort((i, j) => magnitudes[j] - magnitudes[i]); // stable
  const keep = new Uint8Array(magnitudes.length);
  for (const i of ranked.slice(0, Math.round(density * magnitudes.length))) keep[i] = 1;
  const masks = new Map<string, Uint8Array>();
  let start = 0;
  for (const [name, { length }] of weights) {
    masks.set(name, keep.slice(start, start + length));
    start += length;
  }
  return masks;
}

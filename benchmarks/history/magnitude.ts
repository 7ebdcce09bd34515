/**
 * Returns masks that keep the weights of largest magnitude over all layers together. Among equal magnitudes, the first survive.
 * This repeats the library's selection on purpose: both sides must train under the same masks, however each selects weights.
 * @param state the values of every parameter, by name; those named `….weight` are pruned
 * @param density the fraction of weights that survive, rounded to an integer number of weights
 * @returns one mask per weight array, 1 for a surviving weight
 */
export function masksByMagnitude(
  state: ReadonlyMap<string, Float32Array>,
  density: number,
): Map<string, Uint8Array> {
  const weights = [...state].filter(([name]) => name.endsWith('.weight'));
  const magnitudes = Float32Array.from(weights.flatMap(([, values]) => Array.from(values, Math.abs)));
  const count = Math.round(density * magnitudes.length);
  const threshold = magnitudes.slice().sort()[magnitudes.length - count];
  let ties = count - magnitudes.filter((magnitude) => magnitude > threshold).length;
  const keep = (value: number) =>
    Math.abs(value) > threshold || (Math.abs(value) === threshold && ties-- > 0);
  return new Map(
    weights.map(([name, values]) => [name, Uint8Array.from(values, (value) => Number(keep(value)))]),
  );
}

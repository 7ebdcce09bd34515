// Selection by a threshold, as many pruning scripts do it.

export const magnitude = (weights) => weights.map(Math.abs);

export function select(scores, k) {
  const threshold = scores.slice().sort().reverse()[k - 1] ?? Number.POSITIVE_INFINITY;
  return Uint8Array.from(scores, (score) => (score >= threshold ? 1 : 0));
}

export const layerwise = (layers, counts) => layers.map((scores, l) => select(scores, counts[l]));

export function global(layers, k) {
  const mask = select(Float32Array.from(layers.flatMap((scores) => [...scores])), k);
  let end = 0;
  return layers.map(({ length }) => {
    end += length;
    return mask.slice(end - length, end);
  });
}

/** A point of a curve: [x, y]. */
export type Place = readonly [number, number];

/**
 * Returns the pieces of a curve with low ≤ y ≤ high, cut exactly where the curve crosses the bounds. Values of y that are not
 * finite interrupt the curve.
 */
export function insideWindow(curve: readonly Place[], low: number, high: number): Place[][] {
  const pieces: Place[][] = [];
  let piece: Place[] = [];
  const finish = (): void => {
    if (piece.length > 0) pieces.push(piece);
    piece = [];
  };
  const isIn = ([, y]: Place): boolean => y >= low && y <= high;
  curve.forEach((place, i) => {
    const before = curve[i - 1];
    if (!Number.isFinite(place[1])) {
      finish();
      return;
    }
    if (before && Number.isFinite(before[1])) {
      // Crossings are sorted in the order in which the segment meets them.
      const bounds = place[1] > before[1] ? [low, high] : [high, low];
      for (const bound of bounds) {
        if ((before[1] - bound) * (place[1] - bound) >= 0) continue;
        piece.push([cross(before, place, bound), bound]);
        if (!isIn(place) && bound === bounds[1]) finish();
      }
    }
    if (isIn(place)) piece.push(place);
    else finish();
  });
  finish();
  return pieces;
}

const cross = ([x0, y0]: Place, [x1, y1]: Place, y: number): number =>
  x0 + ((y - y0) / (y1 - y0)) * (x1 - x0);

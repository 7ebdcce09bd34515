/** How far two contenders may differ: they round differently, and add in other orders. */
export const TOLERANCE = 1e-3;

/** Where `got` leaves `ours` by more than TOLERANCE · max(1, |ours|), as a sentence; undefined where it nowhere does. */
export function disagreement(ours: ArrayLike<number>, got: ArrayLike<number>): string | undefined {
  if (ours.length !== got.length) return `must give ${ours.length} numbers, got ${got.length}`;
  for (let i = 0; i < ours.length; i++) {
    if (Math.abs(ours[i] - got[i]) <= TOLERANCE * Math.max(1, Math.abs(ours[i]))) continue;
    return `number ${i} must be ${ours[i]} to ${TOLERANCE}, got ${got[i]}`;
  }
  return undefined;
}

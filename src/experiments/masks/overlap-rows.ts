import type { ResultRow } from '../summary.ts';
import type { MaskOverlap } from './overlap.ts';

/**
 * Returns table rows of mask overlap: one for all weights and one per layer. Each has one value per pair of seeds, and the
 * overlap expected by chance as its reference.
 */
export function overlapRows(overlaps: readonly MaskOverlap[]): ResultRow[] {
  const names = [...(overlaps[0]?.layers.keys() ?? [])];
  return [null, ...names].map((name) => {
    const own = overlaps.map((one) => (name === null ? one : one.layers.get(name)));
    const chances = own.map((one) => one?.chance ?? Number.NaN).filter(Number.isFinite);
    const chance = chances.reduce((sum, value) => sum + value, 0) / chances.length;
    return {
      label: name ?? 'all weights',
      values: own.map((one) => one?.overlap ?? Number.NaN),
      ...(chances.length > 0 && { reference: { value: chance } }),
    };
  });
}

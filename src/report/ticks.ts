/** Ticks of an axis: round values, and the number of decimals that all of them need as percentages. */
export interface Ticks {
  readonly values: readonly number[];
  readonly decimals: number;
}

/**
 * Returns ticks with a step of 1, 2 or 5 · 10⁻ᵏ, at most `atMost` + 1 of them from low to high, where low < high ≤ 1.
 */
export function percentTicks(low: number, high: number, atMost = 6): Ticks {
  const steps = [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1];
  const step = steps.find((candidate) => (high - low) / candidate <= atMost) ?? 0.2;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const values = Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
  return { values, decimals: step >= 0.01 ? 0 : step >= 0.001 ? 1 : 2 };
}

/** Returns the values whose positions are at least `gap` apart. The first and the last value are always kept. */
export function thin(values: readonly number[], place: (value: number) => number, gap: number): number[] {
  const last = values[values.length - 1];
  const far = (a: number, b: number): boolean => Math.abs(place(a) - place(b)) >= gap;
  const kept = values.slice(0, 1);
  for (const value of values.slice(1, -1)) {
    if (far(value, kept[kept.length - 1]) && far(value, last)) kept.push(value);
  }
  return values.length > 1 ? [...kept, last] : kept;
}

/**
 * Returns ticks with a step of 1, 2 or 5 · 10ᵏ, at most `atMost` + 1 of them from low to high, with the decimals that they need;
 * low < high, both finite. Returns none if the bounds are so close that steps cannot be distinguished.
 */
export function niceTicks(low: number, high: number, atMost = 5): Ticks {
  const wanted = (high - low) / atMost;
  let [power, decimals] = [1, 0];
  while (power > wanted && decimals < 12) [power, decimals] = [power / 10, decimals + 1];
  while (power * 10 <= wanted) power *= 10;
  const factor = [1, 2, 5, 10].find((candidate) => power * candidate >= wanted * (1 - 1e-9)) ?? 10;
  const step = power * factor;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const values = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
  return { values, decimals: factor === 10 ? Math.max(0, decimals - 1) : decimals };
}

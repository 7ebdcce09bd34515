/** Median time of 11 runs in milliseconds, after 3 that let the engine warm up: 14 runs, numbered from 0. */
export function milliseconds(run: (i: number) => unknown): number {
  const times = Array.from({ length: 14 }, (_, i) => {
    const start = performance.now();
    run(i);
    return performance.now() - start;
  });
  return times.slice(3).sort((one, other) => one - other)[5];
}

/** A time to read: `2.74 ms`. */
export const ms = (time: number): string => `${time.toFixed(2)} ms`;

/** How many times as fast: `times(30, 2)` is `15.0×`. */
export const times = (slow: number, fast: number): string => `${(slow / fast).toFixed(1)}×`;

/** Whether two arrays are equal bit for bit: +0 and −0 differ. */
export function sameBits(one: Float32Array, other: Float32Array): boolean {
  const [bits, others] = [bitsOf(one), bitsOf(other)];
  return bits.length === others.length && bits.every((word, i) => word === others[i]);
}

const bitsOf = (values: Float32Array): Uint32Array =>
  new Uint32Array(values.buffer, values.byteOffset, values.length);

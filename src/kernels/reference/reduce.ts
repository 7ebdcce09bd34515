// Sums in lane order (lanes.ts), and in blocks if there are more than 1024 terms (blocks.ts).

import { addInBlocks } from './blocks.ts';
import { addLanes } from './lanes.ts';

const { fround } = Math;

/** Returns Σ a[p] over the whole array. */
export function sum(a: Float32Array): number {
  return addInBlocks(a.length, (from, to) =>
    addLanes((lane) => {
      let s = 0;
      for (let p = from + lane; p < to; p += 4) s = fround(s + a[p]);
      return s;
    }),
  );
}

/** Computes s[j] = Σ_p A[p, j], the bias gradient. A [rows, columns], s [columns]. */
export function sumRows(s: Float32Array, a: Float32Array, rows: number, columns: number) {
  for (let j = 0; j < columns; j++) {
    s[j] = addInBlocks(rows, (from, to) =>
      addLanes((lane) => {
        let total = 0;
        for (let p = from + lane; p < to; p += 4) total = fround(total + a[p * columns + j]);
        return total;
      }),
    );
  }
}

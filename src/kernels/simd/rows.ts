/** Copies `bytes` of each of `rows` rows; the rows are outStep and step bytes apart. */
export function copyRows(out: usize, outStep: i32, x: usize, step: i32, rows: i32, bytes: i32): void {
  for (let i = 0; i < rows; i++) {
    memory.copy(out, x, bytes);
    out += outStep;
    x += step;
  }
}

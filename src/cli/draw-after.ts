/**
 * Runs `work`, and then `draw` whether it succeeded or not. An error of `work` is thrown even if drawing fails as well.
 *
 * @returns the return value of `draw`.
 * @throws the error of `work`, or if it succeeds the error of `draw`.
 */
export async function drawAfter<T>(work: () => Promise<void>, draw: () => T): Promise<T> {
  try {
    await work();
  } catch (error) {
    try {
      draw();
    } catch {
      // The error of `work` is more important.
    }
    throw error;
  }
  return draw();
}

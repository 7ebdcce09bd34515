/**
 * Runs `work`, and then `draw` whether it succeeded or not. An error of the work is thrown even if drawing fails as well.
 *
 * @returns what `draw` returns.
 * @throws whatever `work` throws; if it succeeds, whatever `draw` throws.
 */
export async function drawAfter<T>(work: () => Promise<void>, draw: () => T): Promise<T> {
  try {
    await work();
  } catch (error) {
    try {
      draw();
    } catch {
      // The first error says more.
    }
    throw error;
  }
  return draw();
}

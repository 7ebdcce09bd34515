/**
 * Runs `work`, and then `draw` whether it succeeded or not. An error of the work is thrown even if drawing fails as well.
 *
 * @throws whatever `work` throws; if it succeeds, whatever `draw` throws.
 */
export async function thenDraw<T>(work: () => Promise<T>, draw: () => void): Promise<T> {
  let result: T;
  try {
    result = await work();
  } catch (error) {
    try {
      draw();
    } catch {
      // The first error says more.
    }
    throw error;
  }
  draw();
  return result;
}

/** A lesson said something that turned out not to be so. */
export class ClaimError extends Error {
  override readonly name = 'ClaimError';
}

/** Prints `✓ text` where the condition holds; throws a ClaimError where it does not. What a lesson says, it shows. */
export function claim(text: string, condition: boolean): void {
  if (!condition) throw new ClaimError(`✗ ${text}`);
  console.log(`✓ ${text}`);
}

/** Prints a heading, with an empty line before it. */
export function heading(text: string): void {
  console.log(`\n${text}`);
}

/** The message of what `f` throws. Throws a ClaimError when it throws nothing. */
export function refusal(f: () => unknown): string {
  try {
    f();
  } catch (error) {
    return (error as Error).message;
  }
  throw new ClaimError('✗ this should have been refused');
}

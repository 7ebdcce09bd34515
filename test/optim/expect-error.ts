import { expect } from 'vitest';
import { ValueError } from '../../src/errors.ts';

/** Expects an error of the given kind that says exactly this. */
export function expectError(
  run: () => unknown,
  message: string,
  kind: new (...args: never[]) => Error = ValueError,
): void {
  expect(run).toThrow(kind);
  expect(run).toThrow(expect.objectContaining({ message }));
}

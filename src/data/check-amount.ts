import { ValueError } from '../errors.ts';

/** Checks that an amount is a finite number ≥ 0, and returns it. @throws {ValueError} if not. */
export function checkAmount(what: string, got: number): void {
  if (!(Number.isFinite(got) && got >= 0)) throw new ValueError(what, 'must be a finite number ≥ 0', got);
}

import { ValueError } from '../errors.ts';

/** Refuses anything but a finite number ≥ 0. */
export function checkAmount(what: string, got: number): void {
  if (!(Number.isFinite(got) && got >= 0)) throw new ValueError(what, 'must be a finite number ≥ 0', got);
}

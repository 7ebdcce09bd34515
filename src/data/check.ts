import { ValueError } from '../errors.ts';

/** Refuses anything but a whole number in [least, most]. */
export function checkWhole(what: string, got: number, least: number, most = Number.MAX_SAFE_INTEGER): void {
  if (Number.isSafeInteger(got) && got >= least && got <= most) return;
  const range = most === Number.MAX_SAFE_INTEGER ? `≥ ${least}` : `in [${least}, ${most}]`;
  throw new ValueError(what, `must be a whole number ${range}`, got);
}

/** Refuses anything but a finite number ≥ 0. */
export function checkAmount(what: string, got: number): void {
  if (!(Number.isFinite(got) && got >= 0)) throw new ValueError(what, 'must be a finite number ≥ 0', got);
}

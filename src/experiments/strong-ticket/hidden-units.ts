import { TicketError } from '../../errors.ts';

/** The hidden units that stand for one input: those that see it when it is positive, and those when it is negative. */
export interface Units {
  readonly positive: readonly number[];
  readonly negative: readonly number[];
}

/** What is to be shared out. */
export interface Sharing {
  /** Inputs d. */
  readonly inputs: number;
  /** Units each input needs, of each sign it can have. */
  readonly n: number;
  /** Whether inputs can be negative; where they cannot, no unit is needed for that. */
  readonly signed: boolean;
}

/**
 * The least |u| of a unit that is used: weaker ones are pruned. The products v · u of strong units reach farther, so that
 * far fewer target weights lie beyond what all of them together can add up to.
 */
const STRONG = 0.5;

/**
 * The width that is enough: n units for each input and sign, and some for the last inputs, which have to wait for units
 * that suit them. (A unit suits an input with probability ¼, but nearly every unit suits some input that waits.)
 */
export const hiddenWidth = ({ inputs, n, signed }: Sharing): number =>
  (signed ? 2 : 1) * n * inputs + 8 * n + 96;

/**
 * Gives every input j its units: a unit h may serve any input, since all its other weights will be pruned, and sees
 * positive inputs if u[h, j] ≥ ½, negative ones if u[h, j] ≤ −½. First come, first served. u [width, d], random.
 * Throws a TicketError where the weights fall so badly that the units do not suffice.
 */
export function shareUnits(u: Float32Array, width: number, { inputs, n, signed }: Sharing): Units[] {
  const units = Array.from({ length: inputs }, () => ({
    positive: [] as number[],
    negative: [] as number[],
  }));
  const isServed = ({ positive, negative }: Units) =>
    positive.length === n && (!signed || negative.length === n);
  let first = 0;
  for (let h = 0; h < width; h++) {
    while (first < inputs && isServed(units[first])) first++;
    for (let j = first; j < inputs; j++) {
      const weight = u[h * inputs + j];
      const list =
        weight >= STRONG ? units[j].positive : signed && weight <= -STRONG ? units[j].negative : null;
      if (list === null || list.length === n) continue;
      list.push(h);
      break;
    }
  }
  const unserved = units.findIndex((each) => !isServed(each));
  if (unserved === -1) return units;
  throw new TicketError(
    `hidden units: must serve every input, got too few for input ${unserved} of ${inputs}`,
  );
}

import { TicketError } from '../../errors.ts';

/**
 * The hidden units that represent one input: those that are active for positive values, and those for negative values.
 */
export interface Units {
  readonly positive: readonly number[];
  readonly negative: readonly number[];
}

/** The requirements for the distribution of hidden units among inputs. */
export interface Sharing {
  /** Number d of inputs. */
  readonly inputs: number;
  /** Number of units that each input needs for each sign that it can have. */
  readonly n: number;
  /** Whether inputs can be negative. If not, no units for negative values are needed. */
  readonly signed: boolean;
}

/**
 * Minimum |u| of a unit that is used; other units are pruned. The products v · u of these units are larger, so that far fewer
 * target weights exceed the sum of all products.
 */
const STRONG = 0.5;

/**
 * Returns a sufficient width: n units for each input and sign, and some more for the last inputs, which have to wait for
 * suitable units. A unit suits a given input with probability ¼, but nearly every unit suits some input that still waits.
 */
export const hiddenWidth = ({ inputs, n, signed }: Sharing): number =>
  (signed ? 2 : 1) * n * inputs + 8 * n + 96;

/**
 * Assigns units to every input j in order. A unit h may serve any input, because all its other weights will be pruned. It is
 * active for positive inputs if u[h, j] ≥ ½, and for negative inputs if u[h, j] ≤ −½.
 *
 * @param u random weights, [width, d].
 * @throws {TicketError} if the random weights are so unfavorable that there are not enough units.
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

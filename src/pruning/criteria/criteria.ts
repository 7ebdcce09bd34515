import { ValueError } from '../../errors.ts';
import type { Criterion } from './criterion.ts';
import { gradientMagnitude, grasp, snip, synflow } from './gradient-criteria.ts';
import * as values from './weight-criteria.ts';

/** All criteria by the names that their papers use. The object is frozen. */
export const CRITERIA = /* @__PURE__ */ Object.freeze({
  magnitude: values.magnitude,
  large_final: values.magnitude,
  small_final: values.smallFinal,
  large_init: values.largeInit,
  small_init: values.smallInit,
  large_init_large_final: values.largeInitLargeFinal,
  small_init_small_final: values.smallInitSmallFinal,
  magnitude_increase: values.magnitudeIncrease,
  movement: values.movement,
  random: values.randomScore,
  gradient: gradientMagnitude,
  snip,
  grasp,
  synflow,
} as const) satisfies Readonly<Record<string, Criterion>>;

/** A name in `CRITERIA`. */
export type CriterionName = keyof typeof CRITERIA;

/** Returns the criterion with this name, such as one from a command line. @throws {ValueError} if there is none. */
export function criterion(name: string): Criterion {
  if (Object.hasOwn(CRITERIA, name)) return CRITERIA[name as CriterionName];
  throw new ValueError('criterion', `must be one of ${Object.keys(CRITERIA).join(', ')}`, name);
}

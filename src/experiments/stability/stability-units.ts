// The units of the stability experiment: the dense network in the first data order (the trunk) and then, for each k, the
// dense network in the second order, the levels of the search for the ticket, and copies of the ticket and a random mask.

import { integer } from '../../check.ts';
import { ValueError } from '../../errors.ts';
import { type Unit, unitId, unitOf } from '../experiment.ts';
import { type LevelPlan, planLevels } from '../imp/level.ts';
import { type LevelUnit, levelUnits } from '../imp/units.ts';
import { initialModel, type TrialSetup } from '../trial.ts';
import { inOrder } from './branch.ts';
import type { Subject } from './linear-connectivity.ts';
import { PATH_POINTS } from './path.ts';
import { rewoundTo, type StabilityOptions } from './stability-options.ts';

/** A unit that trains one copy: the first of a pair ('branch'), or the second, which is compared with the first ('pair'). */
export interface CopyUnit extends Unit {
  readonly kind: 'branch' | 'pair';
  readonly subject: Subject;
  readonly at: number;
}

/** A unit of the experiment. */
export type StabilityUnit =
  | (Unit & { readonly kind: 'trunk' })
  | CopyUnit
  | (LevelUnit & { readonly at: number });

/**
 * Plans the units.
 *
 * @returns a function that makes the units of one seed.
 * @throws {ValueError} if `points` or `at` is out of range, or the search options are invalid.
 */
export function planStability(
  trial: TrialSetup,
  options: StabilityOptions,
): (seed: number) => StabilityUnit[] {
  const { iterations } = trial.makeTrainer(initialModel(trial));
  checkPoints(options, iterations);
  const { at, search } = options;
  const searches = at.flatMap((k) =>
    search === null ? [] : [{ k, levels: planLevels(inOrder(trial, 'first order'), rewoundTo(search, k)) }],
  );
  return (seed) => {
    const trunk = { kind: 'trunk' as const, ...unitOf(seed, 'dense, first order', iterations) };
    const dense = at.map((k) => ({
      ...{ kind: 'pair' as const, subject: 'dense' as const, at: k },
      ...unitOf(seed, `dense from ${k}, second order`, iterations - k, [trunk.id]),
    }));
    return [trunk, ...dense, ...searches.flatMap(({ k, levels }) => ticketUnits(seed, k, levels, trunk))];
  };
}

/** Returns the units of the ticket rewound to k, and of a random mask that keeps as many weights. */
function ticketUnits(seed: number, k: number, levels: readonly LevelPlan[], trunk: Unit): StabilityUnit[] {
  const prefix = `from ${k}/`;
  const search = levelUnits({ seed, levels, prefix }).map((unit) => ({ ...unit, at: k }));
  const { id: ticket, density, remaining } = search[search.length - 1];
  const iterations = trunk.iterations - k;
  const copy = (subject: Subject, order: string, needs: readonly string[]) => ({
    ...{ id: unitId(seed, `${prefix}${subject}, ${order}`), arm: `${subject}, ${order}`, seed },
    ...{ iterations, needs: [trunk.id, ticket, ...needs] },
    ...{ density, remaining, subject, at: k },
  });
  const random = { kind: 'branch' as const, ...copy('random mask', 'first order', []) };
  return [
    ...search,
    { kind: 'pair', ...copy('ticket', 'second order', []) },
    random,
    { kind: 'pair', ...copy('random mask', 'second order', [random.id]) },
  ];
}

function checkPoints({ at, points = PATH_POINTS }: StabilityOptions, iterations: number): void {
  integer('points', points, 2, 2 ** 24);
  if (at.length === 0) throw new ValueError('at', 'must contain at least one iteration', at.length);
  at.forEach((k, i) => {
    integer('at', k, 0, iterations - 1);
    if (at.indexOf(k) !== i) throw new ValueError('at', 'must not contain duplicates', k);
  });
}

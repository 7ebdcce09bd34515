import { between, integer } from '../check.ts';
import { ValueError } from '../errors.ts';
import type { Count } from './mask.ts';
import { afterRate, atLeastOne, type PruningPlan, remainingCount, type Scope } from './schedule.ts';

/** Number of weights to keep by layer, or with key null for all layers together if they compete. */
export type KeptCounts = ReadonlyMap<string | null, number>;

/** Surviving and total weights of each layer when pruning starts, as `Mask.counts` returns them. */
export type Counts = ReadonlyMap<string, Count>;

/**
 * Returns the number of weights to keep after each round, before any training. If layers are already pruned, the rounds lead from
 * their surviving weights to the target, and under layerwise scope each layer keeps the same fraction of its surviving weights.
 *
 * @throws {ValueError} if the target is not beyond the sparsity of the layers, or a round would prune nothing. The message
 *   says how many rounds are possible: the largest number under global scope, one that works under layerwise scope.
 *
 * @example
 * const layers = new Map([['fc1', { total: 80, remaining: 80 }], ['fc2', { total: 20, remaining: 20 }]]);
 * planRounds({ targetSparsity: 0.75 }, 2, 'global', layers)[1]; // → Map(1) { null => 25 }
 * planRounds({ roundRate: 0.5 }, 2, 'layerwise', layers)[1]; // → Map(2) { 'fc1' => 20, 'fc2' => 11 }
 * planRounds({ targetSparsity: 0.75 }, 500, 'global', layers); // throws ValueError
 */
export function planRounds(plan: PruningPlan, rounds: number, scope: Scope, layers: Counts): KeptCounts[] {
  integer('pruningRounds', rounds, 1);
  largestGroup(scope, layers);
  if ('targetSparsity' in plan) checkTarget('targetSparsity', plan.targetSparsity, scope, layers);
  const idle = idleRound(plan, rounds, scope, layers);
  if (idle !== null) throw tooSlow(idle, plan, rounds, scope, layers);
  return [...keptCounts(plan, rounds, scope, layers)];
}

/** Returns the error for a plan whose round `idle` is the first that prunes nothing. */
function tooSlow(idle: number, plan: PruningPlan, rounds: number, scope: Scope, layers: Counts): ValueError {
  const { remaining } = sum(layers);
  const isRate = 'roundRate' in plan;
  if (isRate && idle === 1)
    return new ValueError(
      'roundRate',
      `must be larger to prune at least one of ${remaining} weights`,
      plan.roundRate,
    );
  const most = isRate ? idle - 1 : mostRounds(plan, rounds, scope, layers);
  const bound = isRate || scope === 'global' ? `at most ${most}` : `fewer, such as ${most},`;
  const aim = isRate ? `at a rate of ${plan.roundRate}` : `to a sparsity of ${plan.targetSparsity}`;
  const rule = `must be ${bound} to prune ${remaining} weights ${aim} (round ${idle} would prune none)`;
  return new ValueError('pruningRounds', rule, rounds);
}

/** Yields the counts of each round. A round may keep as many weights as the one before; see `planRounds`. */
export function* keptCounts(
  plan: PruningPlan,
  rounds: number,
  scope: Scope,
  layers: Counts,
): Generator<KeptCounts, void, void> {
  const all = sum(layers);
  const groups = groupsOf(scope, layers);
  let before = new Map([...groups].map(([name, { remaining }]) => [name, remaining]));
  const names = [...groups.keys()];
  for (let round = 1; round <= rounds; round++) {
    before = new Map(names.map((name, i) => [name, keep(name, i)]));
    yield before;

    function keep(name: string | null, i: number): number {
      const left = before.get(name) as number;
      if ('roundRate' in plan) {
        const { roundRate, outputRate = roundRate / 2 } = plan;
        return afterRate(left, scope === 'layerwise' && i === names.length - 1 ? outputRate : roundRate);
      }
      const { remaining } = groups.get(name) as Count;
      if (all.remaining === all.total) return remainingCount(remaining, plan.targetSparsity, rounds, round);
      const target = all.total * (1 - plan.targetSparsity);
      return round === rounds
        ? atLeastOne(remaining, Math.round(target * (remaining / all.remaining)))
        : remainingCount(remaining, 1 - target / all.remaining, rounds, round);
    }
  }
}

/**
 * Checks that pruning to a sparsity prunes at least one weight of layers that may already be pruned.
 *
 * @param what name of the sparsity in the message.
 * @throws {ValueError} if not.
 */
export function checkTarget(what: string, sparsity: number, scope: Scope, layers: Counts): void {
  between(what, sparsity, 0, 1);
  const { total, remaining } = sum(layers);
  const largest = largestGroup(scope, layers);
  // A group of r weights loses one if r · (1 − kept) > ½, where kept = total · (1 − s) ÷ remaining.
  const least = 1 - ((1 - 0.5 / largest) * remaining) / total;
  if (idleRound({ targetSparsity: sparsity }, 1, scope, layers) === null) return;
  const rule = `must be above ${Number(least.toPrecision(3))} to prune at least one of ${remaining} weights`;
  throw new ValueError(what, remaining < total ? `${rule} left of ${total}` : rule, sparsity);
}

/** Returns the first round that prunes nothing; null if there is none. */
function idleRound(plan: PruningPlan, rounds: number, scope: Scope, layers: Counts): number | null {
  let before = sum(layers).remaining;
  let round = 0;
  for (const level of keptCounts(plan, rounds, scope, layers)) {
    round++;
    const left = [...level.values()].reduce((a, b) => a + b, 0);
    if (left === before) return round;
    before = left;
  }
  return null;
}

/**
 * Finds a number of rounds that works while one more does not, by bisection. One round must work, and `rounds` must not.
 */
function mostRounds(plan: PruningPlan, rounds: number, scope: Scope, layers: Counts): number {
  let [works, fails] = [1, Math.min(rounds, sum(layers).remaining)];
  while (fails - works > 1) {
    const middle = Math.floor((works + fails) / 2);
    if (idleRound(plan, middle, scope, layers) === null) works = middle;
    else fails = middle;
  }
  return works;
}

/** Returns the groups of weights that compete: all layers together, or each layer. */
const groupsOf = (scope: Scope, layers: Counts): ReadonlyMap<string | null, Count> =>
  scope === 'global' ? new Map([[null, sum(layers)]]) : layers;

/**
 * Returns the number of surviving weights of the largest group. @throws {ValueError} if there are fewer than two, because the
 * last one is never pruned.
 */
function largestGroup(scope: Scope, layers: Counts): number {
  const largest = Math.max(0, ...[...groupsOf(scope, layers).values()].map(({ remaining }) => remaining));
  if (largest >= 2) return largest;
  throw new ValueError(
    'layers',
    `must have at least two weights ${scope === 'global' ? '' : 'in one layer '}to prune one`,
    largest,
  );
}

function sum(layers: Counts): Count {
  const counts = [...layers.values()];
  return {
    total: counts.reduce((all, { total }) => all + total, 0),
    remaining: counts.reduce((all, { remaining }) => all + remaining, 0),
  };
}

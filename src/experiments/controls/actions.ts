// Actions on the weights once a mask is found: Zhou et al. 2019, §4 ("mask-1 actions" on surviving weights, "mask-0
// actions" on pruned weights).
//
//   survivors      with the original sign            without it
//   rewind         θ₀                                ±|θ₀|
//   reinitialise   sign(θ₀)·|θ′|, θ′ a new draw      θ′
//   reshuffle      sign(θ₀)·|θ₀ of another|          θ₀ of another survivor of the layer
//   constant       sign(θ₀)·σ                        ±σ, σ the standard deviation of the layer's θ₀

import { checkFinite } from '../../check.ts';
import { ValueError } from '../../errors.ts';
import type { Mask, Weights } from '../../pruning/index.ts';
import { checkSameLayers } from '../../pruning/mask.ts';
import type { Random } from '../../random.ts';

/** The source of the surviving weights' initial values. */
export type SurvivorAction = 'rewind' | 'reinitialise' | 'reshuffle' | 'constant';

/** What happens to surviving and to pruned weights. */
export interface Action {
  /** The source of the surviving weights' initial values. */
  readonly survivors: SurvivorAction;
  /** Whether each surviving weight keeps the sign of its θ₀, or has the sign that the action gives it. */
  readonly sign: 'original' | 'free';
  /** Whether pruned weights are 0, or stay at θ₀ and are never trained. */
  readonly pruned: 'zero' | 'freeze';
}

/**
 * The name of an action: the survivor action, then `+sign` to keep original signs and `+freeze` to freeze pruned weights.
 */
export type ActionName = `${SurvivorAction}${'' | '+sign'}${'' | '+freeze'}`;

/**
 * Returns the action with this name: what is done with the surviving and the pruned weights. Zhou et al. 2019, §4.
 *
 * @throws {ValueError} if there is none.
 *
 * @example
 * actionNamed('constant+sign'); // → { survivors: 'constant', sign: 'original', pruned: 'zero' }
 * actionNamed('halve'); // throws ValueError
 */
export function actionNamed(name: string): Action {
  const [survivors, ...marks] = name.split('+');
  const action = {
    survivors: survivors as SurvivorAction,
    sign: marks.includes('sign') ? 'original' : 'free',
    pruned: marks.includes('freeze') ? 'freeze' : 'zero',
  } as const;
  checkAction(action);
  if (actionName(action) !== name)
    throw new ValueError('action', 'must be ACTION, ACTION+sign, ACTION+freeze or ACTION+sign+freeze', name);
  return action;
}

/** Returns the name of an action. */
export const actionName = ({ survivors, sign, pruned }: Action): ActionName =>
  `${survivors}${sign === 'original' ? '+sign' : ''}${pruned === 'freeze' ? '+freeze' : ''}`;

/** The mask and weights that an action is applied to. */
export interface ActionInput {
  /** The mask, which is 1 for surviving weights. */
  readonly mask: Mask;
  /** The initial weights θ₀ by layer. */
  readonly initial: Weights;
  /** New initial weights θ′ from the same distribution. */
  readonly redrawn: Weights;
  /** Generator of the signs and permutations. */
  readonly random: Random;
}

/**
 * Returns the weights, by layer, from which a ticket is trained after an action. The action gives new initial values to the
 * surviving weights. Pruned weights are +0; the caller freezes them if the action requires it. Zhou et al. 2019, §4.
 *
 * @throws {ValueError} if the layers differ from those of the mask, or the action is invalid.
 * @throws {ShapeError} if a layer has the wrong size.
 * @throws {NonFiniteError} if a weight is not finite.
 *
 * @example
 * const mask = new Mask(new Map([['fc1', [1, 1, 0, 1]]]));
 * const initial = new Map([['fc1', Float32Array.of(3, -1, 1, -3)]]);
 * const redrawn = new Map([['fc1', Float32Array.of(1, 2, 3, 4)]]);
 * const input = { mask, initial, redrawn, random: new Random(1) };
 * const fc1 = (survivors) => actOnSurvivors({ survivors, sign: 'original' }, input).get('fc1');
 * fc1('rewind'); // → Float32Array(4) [ 3, -1, 0, -3 ]
 * fc1('reinitialise'); // → Float32Array(4) [ 1, -2, 0, -4 ]
 */
export function actOnSurvivors(
  { survivors, sign }: Pick<Action, 'survivors' | 'sign'>,
  { mask, initial, redrawn, random }: ActionInput,
): Map<string, Float32Array> {
  checkAction({ survivors, sign, pruned: 'zero' });
  checkSameLayers('initial weights', mask.layers, initial);
  checkSameLayers('redrawn weights', mask.layers, redrawn);
  for (const [name, values] of [...initial, ...redrawn]) checkFinite(name, values);
  const changed = (layer: string, bits: Uint8Array) => {
    const draws = random.fork(layer);
    const θ0 = initial.get(layer) as Float32Array;
    const values = ACTIONS[survivors]({ θ0, θ1: redrawn.get(layer) as Float32Array, bits, draws });
    return values.map((value, i) => {
      if (bits[i] === 0) return 0;
      if (sign === 'original') return θ0[i] < 0 ? -Math.abs(value) : Math.abs(value);
      return survivors === 'rewind' || survivors === 'constant' ? draws.sign() * Math.abs(value) : value;
    });
  };
  return new Map([...mask.layers].map(([layer, bits]) => [layer, changed(layer, bits)]));
}

/** Checks an action, such as one read from a command line. @throws {ValueError} if it is invalid. */
export function checkAction({ survivors, sign, pruned }: Action): void {
  if (!Object.hasOwn(ACTIONS, survivors))
    throw new ValueError('survivors', `must be one of ${Object.keys(ACTIONS).join(', ')}`, survivors);
  if (sign !== 'original' && sign !== 'free')
    throw new ValueError('sign', "must be 'original' or 'free'", sign);
  if (pruned !== 'zero' && pruned !== 'freeze')
    throw new ValueError('pruned', "must be 'zero' or 'freeze'", pruned);
}

interface LayerInput {
  readonly θ0: Float32Array;
  readonly θ1: Float32Array;
  readonly bits: Uint8Array;
  readonly draws: Random;
}

const ACTIONS: Readonly<Record<SurvivorAction, (layer: LayerInput) => Float32Array>> = {
  rewind: ({ θ0 }) => θ0.slice(),
  reinitialise: ({ θ1 }) => θ1.slice(),
  reshuffle: ({ θ0, bits, draws }) => {
    const order = draws.shuffle(θ0.filter((_, i) => bits[i] === 1));
    let next = 0;
    return θ0.map((_, i) => (bits[i] === 1 ? order[next++] : 0));
  },
  constant: ({ θ0 }) => new Float32Array(θ0.length).fill(deviationOf(θ0)),
};

/** Returns the standard deviation √(Σ(x − mean)² ÷ n), computed in float64. */
function deviationOf(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / values.length);
}

// What becomes of a ticket's weights once the mask is found: Zhou et al. 2019, §4 ("mask-1 actions" on survivors, "mask-0
// actions" on the pruned).
//
//   survivors      with the original sign            without it
//   rewind         θ₀                                ±|θ₀|
//   reinitialise   sign(θ₀)·|θ′|, θ′ drawn anew      θ′
//   reshuffle      sign(θ₀)·|θ₀ of another|          θ₀ of another survivor of the layer
//   constant       sign(θ₀)·σ                        ±σ, σ the deviation of the layer's θ₀

import { checkFinite } from '../../check.ts';
import { ValueError } from '../../errors.ts';
import { checkSameLayers, type Mask, type Weights } from '../../pruning/index.ts';
import type { Random } from '../../random.ts';

/** What survivors start from. */
export type SurvivorAction = 'rewind' | 'reinitialise' | 'reshuffle' | 'constant';

/** What is done with both kinds of weights. */
export interface Treatment {
  /** What survivors start from. */
  readonly survivors: SurvivorAction;
  /** Whether each survivor has the sign of its θ₀, or whatever sign the action gives it. */
  readonly sign: 'original' | 'free';
  /** Whether the pruned are 0, or stay at θ₀ and are never trained. */
  readonly pruned: 'zero' | 'freeze';
}

/** A treatment in one word: what survivors start from, `+sign` for the original sign, `+freeze` for the pruned frozen. */
export type TreatmentName = `${SurvivorAction}${'' | '+sign'}${'' | '+freeze'}`;

/** The treatment of a name. Throws a ValueError for a name that is none. */
export function treatmentNamed(name: string): Treatment {
  const [survivors, ...marks] = name.split('+');
  const treatment = {
    survivors: survivors as SurvivorAction,
    sign: marks.includes('sign') ? 'original' : 'free',
    pruned: marks.includes('freeze') ? 'freeze' : 'zero',
  } as const;
  checkTreatment(treatment);
  if (nameOf(treatment) !== name)
    throw new ValueError(
      'treatment',
      'must be ACTION, ACTION+sign, ACTION+freeze or ACTION+sign+freeze',
      name,
    );
  return treatment;
}

const nameOf = ({ survivors, sign, pruned }: Treatment): TreatmentName =>
  `${survivors}${sign === 'original' ? '+sign' : ''}${pruned === 'freeze' ? '+freeze' : ''}`;

/** What a treatment is made of. */
export interface TreatmentInput {
  /** Who survives. */
  readonly mask: Mask;
  /** θ₀, by layer. */
  readonly initial: Weights;
  /** θ′: other initial weights, drawn by the same law. */
  readonly redrawn: Weights;
  /** Draws signs and orders. */
  readonly random: Random;
}

/**
 * The values survivors start from, by layer; the pruned are +0, and are the caller's to freeze. Throws a ValueError or
 * ShapeError for layers that are not the mask's, a NonFiniteError for a NaN, what `checkTreatment` throws.
 */
export function treatSurvivors(
  { survivors, sign }: Pick<Treatment, 'survivors' | 'sign'>,
  { mask, initial, redrawn, random }: TreatmentInput,
): Map<string, Float32Array> {
  checkTreatment({ survivors, sign, pruned: 'zero' });
  checkSameLayers('initial weights', mask.layers, initial);
  checkSameLayers('redrawn weights', mask.layers, redrawn);
  for (const [name, values] of [...initial, ...redrawn]) checkFinite(name, values);
  const treated = (layer: string, bits: Uint8Array) => {
    const draws = random.fork(layer);
    const θ0 = initial.get(layer) as Float32Array;
    const values = ACTIONS[survivors]({ θ0, θ1: redrawn.get(layer) as Float32Array, bits, draws });
    return values.map((value, i) => {
      if (bits[i] === 0) return 0;
      if (sign === 'original') return θ0[i] < 0 ? -Math.abs(value) : Math.abs(value);
      return survivors === 'rewind' || survivors === 'constant' ? draws.sign() * Math.abs(value) : value;
    });
  };
  return new Map([...mask.layers].map(([layer, bits]) => [layer, treated(layer, bits)]));
}

/** Refuses, with a ValueError, a treatment that is none, such as one read from a command line. */
export function checkTreatment({ survivors, sign, pruned }: Treatment): void {
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

/** √(Σ(x − mean)² ÷ n), in binary64. */
function deviationOf(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / values.length);
}

// A learned supermask: the network keeps its random weights, and training decides which of them stay.
// Zhou et al. 2019, §5.

import type { Dataset } from '../../data/index.ts';
import { glorotNormal, type Initializer, type Sequential } from '../../nn/index.ts';
import type { Mask, Weights } from '../../pruning/index.ts';
import { evaluate, type Score } from '../../training/index.ts';
import { drawWeights, plainNetwork, scoredLayers, scoredNetwork } from '../subnetwork/frozen-network.ts';
import { type ScorePoint, type ScoreTraining, trainScores } from '../subnetwork/train-scores.ts';
import { expectedWeights, rescaled, sampledMask, thresholdedMask } from './readings.ts';
import { signedConstants } from './signed-constants.ts';
import { SupermaskLinear } from './supermask-linear.ts';

/** What a learned supermask is searched for on. */
export interface SupermaskSetup extends ScoreTraining {
  /** How the frozen weights are drawn; Gaussian Glorot by default, as in the paper. */
  readonly initializer?: Initializer;
  /** Whether each frozen weight is replaced by its sign times its layer's deviation; false by default. */
  readonly signedConstant?: boolean;
  /** Dynamic weight rescaling; false by default. */
  readonly rescale?: boolean;
  /** Every score at the start; 0 by default. */
  readonly initialScore?: number;
}

/** The supermask at the end of training, read on the test set in the three ways scores can be read. */
export interface LearnedSupermask {
  readonly kind: 'supermask';
  /** The likeliest mask, [s > 0]. */
  readonly mask: Mask;
  /** The trained scores s, by the name of the weight each belongs to. */
  readonly scores: Weights;
  /** The frozen weights it lies over: the random network, bit for bit, before any rescaling. */
  readonly weights: Weights;
  /** The ordinary network under that mask, the one `thresholded` was read on. */
  readonly network: Sequential;
  /** Test accuracy of masks drawn from Bernoulli(σ(s)), one each: the paper's reading takes the mean of ten. */
  readonly sampled: readonly number[];
  /** Test accuracy of `mask`. */
  readonly thresholded: number;
  /** Test accuracy of the weights W ⊙ σ(s), which no mask alone gives. */
  readonly expected: number;
}

/** Masks whose test accuracies are averaged, as in the paper's code. */
const SAMPLES = 10;

/**
 * Trains a supermask: yields each evaluation, made with one fresh sample, and at the end the supermask. Throws a
 * ValueError or ShapeError for a setup that cannot be, a DivergenceError once a loss is not finite, the signal's reason
 * once it aborts.
 */
export async function* runSupermask(
  setup: SupermaskSetup,
  { signal }: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<ScorePoint | LearnedSupermask, void, void> {
  const { sizes, data, random, rescale = false, initialScore = 0 } = setup;
  const drawn = drawWeights(sizes, random.fork('initialisation'), setup.initializer ?? glorotNormal);
  const weights = setup.signedConstant ? signedConstants(drawn) : drawn;
  const scored = scoredNetwork(sizes, weights, (frozen, name) => {
    return new SupermaskLinear(frozen, { random: random.fork(`masks ${name}`), rescale, initialScore });
  });
  const scores = new Map([...scoredLayers(scored)].map(([name, layer]) => [name, layer.scores.data]));

  const network = plainNetwork(sizes, weights);
  const judge = (mask: Mask, on: Dataset): Score & { density: number } => {
    network.setMask(new Map()); // under a mask, load would leave its pruned weights at 0
    network.load(rescale ? rescaled(weights, mask) : weights);
    network.setMask(mask.layers);
    return { ...evaluate(network, on), density: mask.density };
  };
  const evaluations = random.fork('evaluations');
  const look = () => judge(sampledMask(scores, evaluations), data.validation);
  yield* trainScores(scored, setup, look, signal);

  const samples = Array.from({ length: SAMPLES }, (_, i) => sampledMask(scores, random.fork(`sample ${i}`)));
  const sampled = samples.map((mask) => judge(mask, data.test).accuracy);
  const expected = evaluate(plainNetwork(sizes, expectedWeights(weights, scores)), data.test).accuracy;
  const mask = thresholdedMask(scores);
  const thresholded = judge(mask, data.test).accuracy;
  const kept = new Map([...scores].map(([name, values]) => [name, values.slice()]));
  yield { kind: 'supermask', mask, scores: kept, weights, network, sampled, thresholded, expected };
}

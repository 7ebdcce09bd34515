// A learned supermask: the network keeps its random weights, and training decides which of them stay.
// Zhou et al. 2019, §5.

import type { Dataset } from '../../data/index.ts';
import { glorotNormal, type Initializer, type Sequential } from '../../nn/index.ts';
import type { Mask, Weights } from '../../pruning/index.ts';
import { evaluate, type Score } from '../../training/index.ts';
import type { RunContext } from '../experiment.ts';
import { drawWeights, plainNetwork, scoredLayers, scoredNetwork } from '../subnetwork/frozen-network.ts';
import {
  layerSizes,
  type ScoreOptions,
  type ScorePoint,
  type ScoreTrial,
  trainScores,
} from '../subnetwork/train-scores.ts';
import { expectedWeights, rescaled, sampledMask, thresholdedMask } from './evaluation-masks.ts';
import { signedConstants } from './signed-constants.ts';
import { SupermaskLinear } from './supermask-linear.ts';

/** Options for learning supermasks. */
export interface LearnedSupermaskOptions extends ScoreOptions {
  /** The distribution of the frozen weights; Gaussian Glorot by default, as in the paper. */
  readonly initializer?: Initializer;
  /** Whether each frozen weight is replaced by its sign times its layer's standard deviation; false by default. */
  readonly signedConstant?: boolean;
  /** Whether to use dynamic weight rescaling; false by default. */
  readonly rescale?: boolean;
  /** The initial value of every score; 0 by default. */
  readonly initialScore?: number;
}

/** The supermask at the end of training, with the test accuracies of the three ways to turn scores into weights. */
export interface LearnedSupermask {
  readonly kind: 'supermask';
  /** Validation accuracies during training, each measured with a newly sampled mask. */
  readonly curve: readonly ScorePoint[];
  /** The most likely mask, [s > 0]. */
  readonly mask: Mask;
  /** The trained scores s, keyed by the name of the weight. */
  readonly scores: Weights;
  /** The frozen weights of the random network, before any rescaling. */
  readonly weights: Weights;
  /** The network under the most likely mask. Its test accuracy is `thresholded`. */
  readonly network: Sequential;
  /** Test accuracies of masks sampled from Bernoulli(σ(s)); the paper reports the mean of ten. */
  readonly sampled: readonly number[];
  /** Test accuracy of `mask`. */
  readonly thresholded: number;
  /** Test accuracy of the weights W ⊙ σ(s), which are not a masked network. */
  readonly expected: number;
}

/** Number of masks whose test accuracies are averaged, as in the paper's code. */
const SAMPLES = 10;

/**
 * Learns a supermask of one random network: its weights keep their initial values, and training decides which of them survive.
 * Zhou et al. 2019, §5.
 *
 * @throws {ValueError} if an option is out of range.
 * @throws {DivergenceError} if a loss is not finite.
 *
 * @example
 * const moons = twoMoons({ examples: 100, random: new Random(1) });
 * const trial = { data: { train: moons, validation: moons, test: moons }, random: new Random(2) };
 * const makeOptimizer = (scores) => new Adam(scores, { learningRate: 0.1 });
 * const scores = { hidden: [16], makeOptimizer, batchSize: 20, iterations: 50 };
 * const { weights, network, thresholded } = await learnSupermask({ scores }, trial);
 * prunesOnly(weights, network); // → true
 * thresholded > 0.7; // → true
 */
export async function learnSupermask(
  options: Omit<LearnedSupermaskOptions, 'seeds' | 'setup'>,
  trial: ScoreTrial,
  context: RunContext = {},
): Promise<LearnedSupermask> {
  const { rescale = false, initialScore = 0, initializer = glorotNormal } = options;
  const { data, random } = trial;
  const sizes = layerSizes(data, options.scores.hidden);
  const drawn = drawWeights(sizes, random.fork('initialisation'), initializer);
  const weights = options.signedConstant ? signedConstants(drawn) : drawn;
  const scored = scoredNetwork(sizes, weights, (frozen, name) => {
    return new SupermaskLinear(frozen, { random: random.fork(`masks ${name}`), rescale, initialScore });
  });
  const scores = new Map([...scoredLayers(scored)].map(([name, layer]) => [name, layer.scores.data]));
  const network = plainNetwork(sizes, weights);
  const judge = (mask: Mask, on: Dataset): Score & { density: number } => {
    network.setMask(new Map()); // The mask is removed first, because load would otherwise leave pruned weights at 0.
    network.load(rescale ? rescaled(weights, mask) : weights);
    network.setMask(mask.layers);
    return { ...evaluate(network, on), density: mask.density };
  };
  const evaluations = random.fork('evaluations');
  const look = () => judge(sampledMask(scores, evaluations), data.validation);
  const curve = await trainScores(scored, trial, options.scores, look, context);

  const samples = Array.from({ length: SAMPLES }, (_, i) => sampledMask(scores, random.fork(`sample ${i}`)));
  const sampled = samples.map((mask) => judge(mask, data.test).accuracy);
  const expected = evaluate(plainNetwork(sizes, expectedWeights(weights, scores)), data.test).accuracy;
  const mask = thresholdedMask(scores);
  const thresholded = judge(mask, data.test).accuracy;
  const kept = new Map([...scores].map(([name, values]) => [name, values.slice()]));
  return { kind: 'supermask', curve, mask, scores: kept, weights, network, sampled, thresholded, expected };
}

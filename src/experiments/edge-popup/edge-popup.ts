// Edge-popup: every weight of a random network has a score, and the weights with the k highest scores of each layer form the
// subnetwork. Unused weights also have a gradient, so that they may be used again later. Ramanujan et al. 2020, §3.

import { integer } from '../../check.ts';
import { ValueError } from '../../errors.ts';
import { type Initializer, type Sequential, signedConstant } from '../../nn/index.ts';
import { checkTrainingMemory } from '../../nn/memory.ts';
import { Mask, type Weights } from '../../pruning/index.ts';
import { evaluate } from '../../training/index.ts';
import { bySeed, type Experiment, type RunContext, unitOf } from '../experiment.ts';
import { exactPercent, percent, seedsNote, whole } from '../format-numbers.ts';
import { drawWeights, plainNetwork, scoredLayers, scoredNetwork } from '../subnetwork/frozen-network.ts';
import {
  checkScores,
  layerSizes,
  type ScoreOptions,
  type ScorePoint,
  type ScoreTrial,
  trainScores,
} from '../subnetwork/train-scores.ts';
import {
  emptySummary,
  type LearningCurve,
  learningCurve,
  type ResultLabels,
  rowsOf,
  seriesOf,
} from '../summary.ts';
import { checkSeeds } from '../trial.ts';
import { checkRanking, type EdgeRanking, keptCount, PopupLinear } from './popup-linear.ts';

/** Options of edge-popup. */
export interface EdgePopupOptions extends ScoreOptions {
  /** Fraction k of each layer's weights to keep, in (0, 1]. The paper finds 0.3 … 0.7 best. */
  readonly keep: number;
  /**
   * Whether edges are ranked by |score| ('magnitude', the default), as in the authors' code, or by the score, as in their paper.
   */
  readonly ranking?: EdgeRanking;
  /** Factor by which the sizes of the hidden layers are multiplied; the products are rounded. 1 by default. */
  readonly widthMultiplier?: number;
  /**
   * Distribution of the frozen weights: the signed Kaiming constant by default. The paper also uses `kaimingNormal`.
   */
  readonly initializer?: Initializer;
}

/** The subnetwork at the end of training. */
export interface EdgePopupResult {
  readonly curve: readonly ScorePoint[];
  /** Number of units of each layer, after widening the hidden layers. */
  readonly sizes: readonly number[];
  /** The mask, which keeps exactly round(k · n) of each layer's n weights. */
  readonly mask: Mask;
  /** The frozen weights. */
  readonly weights: Weights;
  /** An ordinary network under the mask. The reported test accuracy is computed with it. */
  readonly network: Sequential;
  /** Accuracy on the test set, 0 … 1. */
  readonly testAccuracy: number;
}

/** Data of one seed that the summary needs. */
export interface EdgePopupFacts {
  readonly accuracy: number;
  readonly sizes: readonly number[];
  readonly remaining: number;
  readonly curve: LearningCurve;
}

const WORDS: ResultLabels = {
  title: 'Edge-popup: a network found, not trained',
  axis: 'Test accuracy',
  unit: 'fraction',
};

const RANKING_NOTES: Readonly<Record<EdgeRanking, string>> = {
  magnitude:
    'Edges are ranked by |score|, as in the authors’ code; the formula in their paper ranks the score itself.',
  score: 'Edges are ranked by their score, as in the formula of the paper; the authors’ code ranks |score|.',
};

/** Finds a subnetwork of a random network by training scores of its weights. Each seed is one training. */
export const edgePopup: Experiment<EdgePopupOptions, EdgePopupResult, EdgePopupFacts> = {
  name: 'edge-popup',
  units({ seeds, setup, scores, keep, ranking = 'magnitude', widthMultiplier = 1 }) {
    keptCount(1, keep);
    checkRanking(ranking);
    const trial = setup(checkSeeds(seeds)[0]);
    checkScores(trial, scores);
    const sizes = widened(layerSizes(trial.data, scores.hidden), widthMultiplier);
    checkTrainingMemory('hidden × widthMultiplier', sizes, scores.batchSize);
    return seeds.map((seed) => unitOf(seed, 'scores', scores.iterations));
  },
  run: (options, { seed }, _, context) => trainEdgePopup(options, options.setup(seed), context),
  facts: ({ testAccuracy, sizes, mask, curve }) => ({
    ...{ accuracy: testAccuracy, sizes, remaining: mask.remaining },
    curve: learningCurve({ curve }),
  }),
  summarize({ keep, ranking = 'magnitude', widthMultiplier = 1 }, facts) {
    const seeds = bySeed(facts);
    if (seeds.length === 0) return emptySummary(WORDS);
    const [{ accuracy, remaining, sizes }] = seeds[0];
    const kept = `${exactPercent(keep)} kept`;
    const rows = rowsOf(
      seeds,
      () => `${kept}, width × ${widthMultiplier}`,
      (one) => one.accuracy,
    );
    return {
      line: `test ${percent(accuracy, 2)}, ${whole(remaining)} random weights kept of ${sizes.join('-')}`,
      table: { ...WORDS, rows },
      plots: [{ name: 'learning', kind: 'learning', series: seriesOf(seeds, () => kept) }],
      notes: [
        `${seedsNote(seeds.length)} The paper reports no result for MNIST; it finds that keeping 30 to 70 % is best, near 50 %.`,
        RANKING_NOTES[ranking],
      ],
    };
  },
};

/**
 * Returns the sizes with every hidden layer `multiplier` times as wide, rounded, at least 1. @throws {ValueError} unless
 * `multiplier` > 0.
 */
export function widened(sizes: readonly number[], multiplier: number): number[] {
  if (!(multiplier > 0 && multiplier < Infinity))
    throw new ValueError('widthMultiplier', 'must be finite and > 0', multiplier);
  const isHidden = (i: number) => i > 0 && i < sizes.length - 1;
  return sizes.map((size, i) => {
    integer(`sizes[${i}]`, size, 1);
    return isHidden(i) ? Math.max(1, Math.round(size * multiplier)) : size;
  });
}

/**
 * Finds a subnetwork of one random network by training scores of its weights. The weights are never trained. Ramanujan et al.
 * 2020, §3.
 *
 * @throws {ValueError} if an option is out of range.
 * @throws {DivergenceError} if a loss is not finite.
 *
 * @example
 * const moons = twoMoons({ examples: 100, random: new Random(1) });
 * const trial = { data: { train: moons, validation: moons, test: moons }, random: new Random(2) };
 * const makeOptimizer = (scores) => new SGD(scores, { learningRate: 0.1 });
 * const scores = { hidden: [16], makeOptimizer, batchSize: 20, iterations: 50 };
 * const { mask, network, weights } = await trainEdgePopup({ scores, keep: 0.5 }, trial);
 * mask.density; // → 0.5
 * prunesOnly(weights, network); // → true
 */
export async function trainEdgePopup(
  options: Omit<EdgePopupOptions, 'seeds' | 'setup'>,
  trial: ScoreTrial,
  context: RunContext = {},
): Promise<EdgePopupResult> {
  const { scores, keep, ranking = 'magnitude', widthMultiplier = 1, initializer = signedConstant } = options;
  const { data, random } = trial;
  keptCount(1, keep);
  const sizes = widened(layerSizes(data, scores.hidden), widthMultiplier);
  checkTrainingMemory('hidden × widthMultiplier', sizes, scores.batchSize);
  const weights = drawWeights(sizes, random.fork('initialisation'), initializer);
  const scored = scoredNetwork(sizes, weights, (frozen, name) => {
    return new PopupLinear(frozen, { keep, ranking, random: random.fork(`scores ${name}`) });
  });
  const network = plainNetwork(sizes, weights);
  /** Copies the current mask to the ordinary network and returns it. */
  const show = (): Mask => {
    const layers = [...scoredLayers(scored)].map(
      ([name, layer]) => [name, (layer as PopupLinear).mask()] as const,
    );
    const mask = new Mask(new Map(layers));
    network.setMask(new Map()); // The mask is removed first, because load would otherwise leave pruned weights at 0.
    network.load(weights);
    network.setMask(mask.layers);
    return mask;
  };
  const look = () => ({ density: show().density, ...evaluate(network, data.validation) });
  const curve = await trainScores(scored, trial, scores, look, context);
  const mask = show();
  const testAccuracy = evaluate(network, data.test).accuracy;
  return { curve, sizes, mask, weights, network, testAccuracy };
}

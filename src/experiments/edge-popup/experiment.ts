// Edge-popup: every edge of a random network has a score, and in each layer the best k of them make the subnetwork. An
// edge left out still gets a gradient, so it may pop up again. Ramanujan et al. 2020, §3.

import { wholeNumber } from '../../check.ts';
import { ValueError } from '../../errors.ts';
import { type Initializer, type Sequential, signedConstant } from '../../nn/index.ts';
import { Mask, type Weights } from '../../pruning/index.ts';
import { evaluate } from '../../training/index.ts';
import { drawWeights, plainNetwork, scoredLayers, scoredNetwork } from '../subnetwork/frozen-network.ts';
import { type ScorePoint, type ScoreTraining, trainScores } from '../subnetwork/train-scores.ts';
import { keptCount, PopupLinear } from './popup-linear.ts';

/** What edge-popup is run on. */
export interface EdgePopupSetup extends ScoreTraining {
  /** k in (0, 1]: the fraction of each layer's weights kept. The paper finds 0.3 … 0.7 best. */
  readonly keep: number;
  /** What the hidden layers' sizes are multiplied by, then rounded; 1 by default. */
  readonly widthMultiplier?: number;
  /** How the frozen weights are drawn: the signed Kaiming constant by default; `kaimingNormal` is the paper's other. */
  readonly initializer?: Initializer;
}

/** The subnetwork at the end of training. */
export interface PoppedUp {
  readonly kind: 'edge-popup';
  /** The sizes searched, hidden ones multiplied. */
  readonly sizes: readonly number[];
  /** The mask: exactly round(k · n) of each layer's n weights. */
  readonly mask: Mask;
  /** The frozen weights it lies over. */
  readonly weights: Weights;
  /** The ordinary network under the mask, the one the test accuracy was read on. */
  readonly network: Sequential;
  /** Accuracy on the test set, 0 … 1. */
  readonly testAccuracy: number;
}

/** The sizes with every hidden layer `multiplier` times as wide, rounded, at least 1. Throws a ValueError unless it is > 0. */
export function widened(sizes: readonly number[], multiplier: number): number[] {
  if (!(multiplier > 0 && multiplier < Infinity))
    throw new ValueError('widthMultiplier', 'must be finite and > 0', multiplier);
  const isHidden = (i: number) => i > 0 && i < sizes.length - 1;
  return sizes.map((size, i) => {
    wholeNumber(`sizes[${i}]`, size, 1);
    return isHidden(i) ? Math.max(1, Math.round(size * multiplier)) : size;
  });
}

/**
 * Trains the scores: yields each evaluation, and at the end the subnetwork. Throws a ValueError or ShapeError for a setup
 * that cannot be, a DivergenceError once a loss is not finite, the signal's reason once it aborts.
 */
export async function* runEdgePopup(
  setup: EdgePopupSetup,
  { signal }: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<ScorePoint | PoppedUp, void, void> {
  const { keep, data, random, widthMultiplier = 1, initializer = signedConstant } = setup;
  keptCount(1, keep);
  const sizes = widened(setup.sizes, widthMultiplier);
  const weights = drawWeights(sizes, random.fork('initialisation'), initializer);
  const scored = scoredNetwork(sizes, weights, (frozen, name) => {
    return new PopupLinear(frozen, { keep, random: random.fork(`scores ${name}`) });
  });
  const read = () =>
    new Mask(
      new Map([...scoredLayers(scored)].map(([name, layer]) => [name, (layer as PopupLinear).mask()])),
    );

  const network = plainNetwork(sizes, weights);
  const show = (mask: Mask) => {
    network.setMask(new Map()); // under a mask, load would leave its pruned weights at 0
    network.load(weights);
    network.setMask(mask.layers);
    return mask;
  };
  const look = () => ({ density: show(read()).density, ...evaluate(network, data.validation) });
  yield* trainScores(scored, setup, look, signal);

  const mask = show(read());
  const testAccuracy = evaluate(network, data.test).accuracy;
  yield { kind: 'edge-popup', sizes, mask, weights, network, testAccuracy };
}

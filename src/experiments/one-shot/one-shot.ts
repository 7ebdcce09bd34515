// One-shot pruning by every score: the dense network is trained once, and each criterion says which of its weights to
// keep; the survivors go back to θ₀ and are trained. By magnitude it is Frankle & Carbin's one-shot ticket, by |g ⊙ θ| one
// guided by sensitivity, and all of them side by side are Zhou et al. 2019, §3.

import type { Module } from '../../nn/index.ts';
import {
  type CriterionName,
  criterion,
  Mask,
  remainingCount,
  type Scope,
  scoresOf,
} from '../../pruning/index.ts';
import type { Random } from '../../random.ts';
import type { SupervisedTrainer, TrainingRecord } from '../../training/index.ts';
import { keepBest } from '../masks/keep-best.ts';

/** What criteria are compared on. */
export interface CriteriaSetup {
  /** Draws a network with new initial weights: all its randomness comes from its argument. */
  readonly makeModel: (random: Random) => Module;
  /** Makes the trainer of that network; derivatives are asked of it at the trained weights. */
  readonly makeTrainer: (model: Module) => SupervisedTrainer;
  /** The scores to compare. */
  readonly criteria: readonly CriterionName[];
  /** The fractions to remove, each in (0, 1). */
  readonly sparsities: readonly number[];
  /** Whether all layers compete ('global', the default) or each keeps the same share. */
  readonly scope?: Scope;
  /** The one seed. */
  readonly random: Random;
}

/** The dense network, or a one-shot ticket, trained. */
export interface CriterionResult {
  readonly criterion: CriterionName | 'dense';
  /** The fraction asked to be removed; 0 for the dense network. */
  readonly sparsity: number;
  readonly mask: Mask;
  /** Layers without a surviving weight: layer collapse. */
  readonly collapsed: readonly string[];
  /** How training went; null after layer collapse. */
  readonly training: TrainingRecord | null;
}

/**
 * One finished training (or collapse) at a time. Ends early by `signal`, by throwing its reason. Throws a ValueError for
 * an unknown criterion or a sparsity outside (0, 1), before training.
 */
export async function* runCriteria(
  setup: CriteriaSetup,
  { signal }: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<CriterionResult, void, void> {
  const { makeTrainer, sparsities, scope = 'global', random } = setup;
  const scores = setup.criteria.map((name) => ({ name, importance: criterion(name) }));
  for (const sparsity of sparsities) remainingCount(1, sparsity, 1, 1);
  const draw = () => setup.makeModel(random.fork('initialisation'));
  const train = (trainer: SupervisedTrainer) =>
    trainer.train({ from: 0, to: trainer.iterations, ...(signal && { signal }) });

  const dense = draw();
  const derivatives = makeTrainer(dense);
  const mask = Mask.dense(dense.prunableWeights());
  const training = await train(derivatives);
  yield { criterion: 'dense', sparsity: 0, mask, collapsed: [], training };

  const initial = draw().prunableWeights();
  const trained = dense.prunableWeights();
  const asked = { trained, initial, mask, derivatives, random: random.fork('scores') };
  for (const { name, importance } of scores) {
    const found = scoresOf({ importance, ...asked });
    for (const sparsity of sparsities) {
      const kept = keepBest(found, mask, scope, (total) => remainingCount(total, sparsity, 1, 1));
      const collapsed = kept.emptiedLayers();
      const model = draw();
      model.setMask(kept.layers);
      const isAlive = collapsed.length === 0;
      const result = isAlive ? await train(makeTrainer(model)) : null;
      yield { criterion: name, sparsity, mask: kept, collapsed, training: result };
    }
  }
}

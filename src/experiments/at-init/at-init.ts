// Pruning at initialisation, end to end: the dense network, then for each method and sparsity the network it leaves,
// trained; and the sanity checks of Frankle et al. 2021, §4: the mask shuffled within layers, the weights drawn again.

import type { Dataset } from '../../data/index.ts';
import type { Module } from '../../nn/index.ts';
import { Mask } from '../../pruning/index.ts';
import type { Random } from '../../random.ts';
import type { SupervisedTrainer, TrainingRecord } from '../../training/index.ts';
import { type SanityCheck, shuffleMask } from '../controls/controls.ts';
import { type AtInitMethod, type AtInitOptions, pruneAtInit } from './prune-at-init.ts';

/** What pruning at initialisation is tried on. */
export interface AtInitSetup {
  /** Draws a network with new initial weights: all its randomness comes from its argument. */
  readonly makeModel: (random: Random) => Module;
  /** Makes the trainer of that network. */
  readonly makeTrainer: (model: Module) => SupervisedTrainer;
  /** Where the methods that need data get their batch: the training set. */
  readonly data: Dataset;
  /** The methods to try. */
  readonly methods: readonly AtInitMethod[];
  /** The fractions to remove, each in (0, 1). */
  readonly sparsities: readonly number[];
  /** Sanity checks, each one more training for each method and sparsity. */
  readonly checks: readonly SanityCheck[];
  /** Whether to train the dense network first. */
  readonly dense: boolean;
  /** How to prune, where not as in the methods' papers. */
  readonly options?: Omit<AtInitOptions, 'random'>;
  /** The one seed. */
  readonly random: Random;
}

/** One network, trained; or one through which no signal passes, and which is therefore not. */
export interface AtInitResult {
  /** How it was pruned; 'dense' for the network as it was drawn. */
  readonly method: AtInitMethod | 'dense';
  /** The fraction asked to be removed; 0 for the dense network. */
  readonly sparsity: number;
  /** The sanity check this is, or null for the method's own mask on the weights it was found for. */
  readonly check: SanityCheck | null;
  /** The mask it is trained under. */
  readonly mask: Mask;
  /** Layers without a surviving weight: layer collapse. */
  readonly collapsed: readonly string[];
  /** How training went; null after layer collapse. */
  readonly training: TrainingRecord | null;
}

/** One finished training (or collapse) at a time. Ends early by `signal`, by throwing its reason. */
export async function* runPruneAtInit(
  setup: AtInitSetup,
  { signal }: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<AtInitResult, void, void> {
  const { methods, sparsities, checks, data, random } = setup;
  const draw = () => setup.makeModel(random.fork('initialisation'));
  const train = async (
    model: Module,
    named: Pick<AtInitResult, 'method' | 'sparsity' | 'check' | 'mask'>,
  ) => {
    const collapsed = named.mask.emptiedLayers();
    if (collapsed.length > 0) return { ...named, collapsed, training: null };
    model.setMask(named.mask.layers);
    const trainer = setup.makeTrainer(model);
    const span = { from: 0, to: trainer.iterations, ...(signal && { signal }) };
    return { ...named, collapsed, training: await trainer.train(span) };
  };
  if (setup.dense) {
    const model = draw();
    const mask = Mask.dense(model.prunableWeights());
    yield await train(model, { method: 'dense', sparsity: 0, check: null, mask });
  }
  for (const method of methods)
    for (const sparsity of sparsities) {
      signal?.throwIfAborted();
      const options = { ...setup.options, random: random.fork(method) };
      const mask = pruneAtInit(method, draw(), data, sparsity, options);
      yield await train(draw(), { method, sparsity, check: null, mask });
      for (const check of checks) {
        const start = check === 'reinit' ? setup.makeModel(random.fork('reinitialisation')) : draw();
        const under = check === 'reinit' ? mask : shuffleMask(mask, random.fork('shuffled mask'));
        yield await train(start, { method, sparsity, check, mask: under });
      }
    }
}

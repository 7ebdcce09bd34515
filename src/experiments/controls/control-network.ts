import type { Module } from '../../nn/index.ts';
import type { Mask } from '../../pruning/index.ts';
import type { Random } from '../../random.ts';
import { type Treatment, treatmentNamed, treatSurvivors } from './actions.ts';
import { type ControlName, shuffleMask } from './controls.ts';
import { freezePruned } from './freeze.ts';

/** Where networks come from. */
export interface NetworkSource {
  /** Draws a network with new initial weights: all its randomness comes from its argument. */
  readonly makeModel: (random: Random) => Module;
  /** The one seed. */
  readonly random: Random;
}

/** The network of a control under its mask, untrained. Throws a ValueError for a name that is none. */
export function controlNetwork(
  source: NetworkSource,
  name: ControlName,
  mask: Mask,
): { readonly network: Module; readonly mask: Mask } {
  const { makeModel, random } = source;
  if (name === 'reinit') return under(makeModel(random.fork('reinitialisation')), mask);
  if (name === 'shuffle')
    return under(makeModel(random.fork('initialisation')), shuffleMask(mask, random.fork('shuffled mask')));
  return under(treatedNetwork(source, treatmentNamed(name), mask), mask);
}

/** The network as it was drawn, its weights treated: survivors changed, the pruned 0 or frozen. */
export function treatedNetwork(
  { makeModel, random }: NetworkSource,
  { survivors, sign, pruned }: Treatment,
  mask: Mask,
): Module {
  const draw = () => makeModel(random.fork('initialisation'));
  const initial = draw().prunableWeights();
  const redrawn = makeModel(random.fork('reinitialisation')).prunableWeights();
  const stream = random.fork(`${survivors}, ${sign} sign`);
  const start = treatSurvivors({ survivors, sign }, { mask, initial, redrawn, random: stream });
  const network = draw();
  for (const [name, values] of network.prunableWeights()) values.set(start.get(name) as Float32Array);
  return pruned === 'freeze' ? freezePruned(network, mask, initial) : network;
}

function under(network: Module, mask: Mask): { readonly network: Module; readonly mask: Mask } {
  network.setMask(mask.layers);
  return { network, mask };
}

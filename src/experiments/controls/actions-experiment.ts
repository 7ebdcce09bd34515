// Which part of a ticket matters, its values, its signs or its zeros? One ticket, trained from each treatment of it.

import { ValueError } from '../../errors.ts';
import type { Mask } from '../../pruning/index.ts';
import type { TrainingRecord } from '../../training/index.ts';
import type { ExperimentSetup } from '../imp/imp.ts';
import { prunerOf } from '../imp/search.ts';
import { checkTreatment, type Treatment } from './actions.ts';
import { treatedNetwork } from './control-network.ts';

/** What treatments are tried on: an experiment's search, and the treatments. */
export interface TreatmentsSetup extends Omit<ExperimentSetup, 'controls'> {
  /** The treatments, each one whole training of the ticket. */
  readonly treatments: readonly Treatment[];
}

/** One treated ticket, trained. */
export interface TreatedTicket {
  readonly treatment: Treatment;
  /** The ticket's mask, the same for every treatment. */
  readonly mask: Mask;
  /** How training went, from clock 0. */
  readonly training: TrainingRecord;
}

/**
 * Searches for one ticket, then trains it from every treatment in turn, each with a fresh optimizer. Ends early by
 * `signal`, by throwing its reason; throws a ValueError for no treatments or one that is none, before training.
 */
export async function* runTreatments(
  setup: TreatmentsSetup,
  { signal }: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<TreatedTicket, void, void> {
  const { makeModel, makeTrainer, random, treatments } = setup;
  if (treatments.length === 0) throw new ValueError('treatments', 'must have at least one', 0);
  treatments.forEach(checkTreatment);
  const stop = signal ? { signal } : {};
  const model = makeModel(random.fork('initialisation'));
  const { mask } = await prunerOf(setup).findTicket(model, makeTrainer(model), stop);
  for (const treatment of treatments) {
    const network = treatedNetwork(setup, treatment, mask);
    network.setMask(mask.layers);
    const trainer = makeTrainer(network);
    yield { treatment, mask, training: await trainer.train({ from: 0, to: trainer.iterations, ...stop }) };
  }
}

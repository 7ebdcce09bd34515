// The strong lottery ticket on real data: train a two-layer target, find it in a random network, compare the two.

import { noGrad } from '../../autograd/index.ts';
import { wholeNumber } from '../../check.ts';
import type { Dataset, Split } from '../../data/index.ts';
import { type Module, mlp } from '../../nn/index.ts';
import { copyOf } from '../../pruning/checkpoint.ts';
import type { Random } from '../../random.ts';
import { slice } from '../../tensor/index.ts';
import { evaluate, type SupervisedTrainer, type TrainingRecord } from '../../training/index.ts';
import { checkEpsilon } from './growth.ts';
import {
  findStrongTicket,
  type StrongProgress,
  type StrongTicket,
  type StrongTicketOptions,
} from './strong-ticket.ts';
import { MOST_ITEMS } from './subset-sum.ts';

/** What a strong ticket is looked for on. */
export interface StrongSetup {
  /** Units of the target. */
  readonly sizes: readonly [inputs: number, hidden: number, outputs: number];
  /** Makes the trainer of the target, a ReLU network of these sizes without biases. */
  readonly makeTrainer: (target: Module) => SupervisedTrainer;
  /** Read for its test set only. */
  readonly data: Split;
  /** Hidden units, and so products v · u, for each target weight and sign of its input; at most 40. */
  readonly n: number;
  /** ε > 0: how near each weight should come. */
  readonly epsilon: number;
  /** The one seed. */
  readonly random: Random;
}

/** The target, trained. */
export interface TrainedTarget {
  readonly kind: 'target';
  readonly training: TrainingRecord;
}

/** The target beside its approximation. */
export interface StrongResult {
  readonly kind: 'result';
  readonly ticket: StrongTicket;
  /** How many of the target's weights did not come within ε: those that all their random weights together cannot reach. */
  readonly beyondEpsilon: number;
  /** Whether every weight came within ε. */
  readonly withinEpsilon: boolean;
  /** Test accuracy of the target at the end of its training. */
  readonly targetAccuracy: number;
  /** Test accuracy of the subnetwork. */
  readonly ticketAccuracy: number;
  /** max |y − ŷ| over the test set. */
  readonly outputError: number;
}

/**
 * Trains the target, finds it by pruning, reads both on the test set. The gadget has a half for negative inputs if the
 * test or training data have any. Throws a ValueError for ε ≤ 0 or another n, and the signal's reason once it aborts.
 */
export async function* runStrongTicket(
  setup: StrongSetup,
  { signal }: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<TrainedTarget | StrongProgress | StrongResult, void, void> {
  const { sizes, data, n, random } = setup;
  const epsilon = checkEpsilon(setup.epsilon);
  wholeNumber('n', n, 1, MOST_ITEMS);
  const target = mlp(sizes, { random: random.fork('initialisation'), bias: false });
  const trainer = setup.makeTrainer(target);
  const stop = signal ? { signal } : {};
  const training = await trainer.train({ from: 0, to: trainer.iterations, ...stop });
  yield { kind: 'target', training };

  const weights = copyOf(target.prunableWeights());
  const options: StrongTicketOptions = {
    ...{ target: weights, sizes, n, random: random.fork('random network') },
    ...rangeOf([data.train, data.test]),
  };
  for (const found of findStrongTicket(options)) {
    signal?.throwIfAborted();
    if (found.kind === 'progress') yield found;
    else yield compare(found, target, epsilon, data.test);
    await new Promise((resolve) => setTimeout(resolve));
  }
}

function compare(ticket: StrongTicket, target: Module, epsilon: number, test: Dataset): StrongResult {
  return {
    kind: 'result',
    ticket,
    beyondEpsilon: [...ticket.errors.values()].reduce((sum, errors) => sum + countBeyond(errors, epsilon), 0),
    withinEpsilon: ticket.weightError <= epsilon,
    targetAccuracy: evaluate(target, test).accuracy,
    ticketAccuracy: evaluate(ticket.network, test).accuracy,
    outputError: outputError(target, ticket.network, test),
  };
}

const countBeyond = (errors: Float64Array, epsilon: number): number =>
  errors.reduce((count, error) => (error > epsilon ? count + 1 : count), 0);

/** Whether any input is negative, and the largest |x|. */
function rangeOf(parts: readonly Dataset[]): { signed: boolean; radius: number } {
  let [least, most] = [0, 0];
  for (const { inputs } of parts) {
    for (const x of inputs.values()) {
      if (x < least) least = x;
      if (x > most) most = x;
    }
  }
  return { signed: least < 0, radius: Math.max(-least, most) };
}

/** Examples that go through both networks at once. */
const CHUNK = 500;

/** max |y − ŷ| over a dataset. */
function outputError(target: Module, ticket: Module, { inputs }: Dataset): number {
  let most = 0;
  for (let start = 0; start < inputs.shape[0]; start += CHUNK) {
    const x = slice(inputs, 0, start, Math.min(start + CHUNK, inputs.shape[0]));
    const [y, ŷ] = [target, ticket].map((network) => noGrad(() => network.forward(x)).value.values());
    y.forEach((value, i) => {
      most = Math.max(most, Math.abs(value - ŷ[i]));
    });
  }
  return most;
}

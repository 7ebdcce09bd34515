// Strong lottery tickets on real data: trains a two-layer target network, approximates it by pruning a random network, and
// compares the two. Malach et al. 2020; Pensia et al. 2020.

import { noGrad } from '../../autograd/index.ts';
import { integer } from '../../check.ts';
import type { Dataset, Split } from '../../data/index.ts';
import { TicketError } from '../../errors.ts';
import { type Module, mlp } from '../../nn/index.ts';
import { checkTrainingMemory, checkWeights } from '../../nn/memory.ts';
import { slice } from '../../tensor/index.ts';
import { evaluate } from '../../training/index.ts';
import { type Experiment, type RunContext, type Unit, unitOf } from '../experiment.ts';
import { checkSeeds, type TrialSetup, trainWhole } from '../trial.ts';
import { checkEpsilon, type GrowthPoint, subsetSumGrowth } from './growth.ts';
import { findStrongTicket, randomSizes, type StrongTicket } from './strong-ticket.ts';
import type { GrowthResult, StrongOptions, StrongResult, TrainedTarget } from './strong-ticket-results.ts';
import { factsOf, type StrongFacts, summarizeStrong } from './strong-ticket-summary.ts';
import { MAX_ITEMS } from './subset-sum.ts';

/** A unit that trains the target, finds the ticket, or measures the growth. */
export type StrongUnit = Unit & { readonly kind: 'target' | 'ticket' | 'growth' };

/** Trains the target, approximates it by pruning, and compares both on the test set. */
export const strongTicket: Experiment<
  StrongOptions,
  TrainedTarget | StrongResult | GrowthResult,
  StrongFacts,
  StrongUnit
> = {
  name: 'strong-ticket',
  units({ seeds, setup, hidden, n, epsilon, growth }) {
    checkEpsilon(epsilon);
    integer('n', n, 1, MAX_ITEMS);
    const trial = setup(checkSeeds(seeds)[0]);
    checkSizes(trial, { hidden, n });
    const { iterations } = trial.makeTrainer(targetNetwork(trial, hidden));
    return seeds.flatMap((seed): StrongUnit[] => {
      const target = { ...unitOf(seed, 'target', iterations), kind: 'target' as const };
      const ticket = { ...unitOf(seed, 'ticket', 0, [target.id]), kind: 'ticket' as const };
      return [target, ticket, ...(growth ? [{ ...unitOf(seed, 'growth', 0), kind: 'growth' as const }] : [])];
    });
  },
  async run(options, { seed, kind }, needed, context) {
    const trial = options.setup(seed);
    const target = targetNetwork(trial, options.hidden);
    if (kind === 'target') {
      const training = await trainWhole(trial, target, context);
      return { kind, training, trained: target.state() };
    }
    if (kind === 'growth') return { kind, points: await growthOf(options, trial, context) };
    const [{ trained }] = needed.values() as Iterable<TrainedTarget>;
    target.load(trained);
    return findTarget(options, trial, target, context);
  },
  facts: factsOf,
  summarize: summarizeStrong,
};

const sizesOf = ({ train }: Split, hidden: number): [number, number, number] => [
  train.inputs.shape[1],
  hidden,
  train.classes,
];

/** Checks the sizes of the target and of the random network, which is not trained. */
function checkSizes({ data }: TrialSetup, { hidden, n }: Pick<StrongOptions, 'hidden' | 'n'>): void {
  const sizes = sizesOf(data, integer('hidden', hidden, 1));
  checkTrainingMemory('hidden', sizes);
  checkWeights('random network', randomSizes({ sizes, n, ...rangeOf([data.train, data.test]) }));
}

const targetNetwork = ({ data, random }: TrialSetup, hidden: number): Module =>
  mlp(sizesOf(data, hidden), { random: random.fork('initialisation'), bias: false });

async function growthOf(
  { growth }: StrongOptions,
  { random }: TrialSetup,
  context: RunContext,
): Promise<GrowthPoint[]> {
  const { sizes, trials } = growth as Required<StrongOptions>['growth'];
  const points: GrowthPoint[] = [];
  for await (const point of subsetSumGrowth({ sizes, trials, random: random.fork('growth') }, context))
    points.push(point);
  return points;
}

/** Prunes a random network to approximate the target. It has hidden units for negative inputs only if there are any. */
async function findTarget(
  { hidden, n, epsilon }: StrongOptions,
  { data, random }: TrialSetup,
  target: Module,
  { signal, onProgress }: RunContext,
): Promise<StrongResult> {
  const search = findStrongTicket({
    ...{ target: target.prunableWeights(), sizes: sizesOf(data, hidden), n },
    ...{ random: random.fork('random network'), ...rangeOf([data.train, data.test]) },
  });
  for (const found of search) {
    signal?.throwIfAborted();
    if (found.kind === 'ticket') return compare(found, target, epsilon, data.test);
    onProgress?.(found.done, found.total);
    await new Promise((resolve) => setTimeout(resolve));
  }
  throw new TicketError('strong ticket: the search ended without a ticket');
}
function compare(ticket: StrongTicket, target: Module, epsilon: number, test: Dataset): StrongResult {
  return {
    kind: 'ticket',
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

/** Returns whether any input is negative, and the largest |x|. */
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

/** Number of examples per forward pass. */
const CHUNK = 500;

/** Returns max |y − ŷ| over a dataset. */
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

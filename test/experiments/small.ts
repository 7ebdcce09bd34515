import {
  type Control,
  type Experiment,
  type ImpOptions,
  imp,
  type Level,
  type RunContext,
  runExperiment,
  type Summary,
  type TrainerRequest,
  type TrialSetup,
  type Unit,
} from '../../src/experiments/index.ts';
import type { Module } from '../../src/nn/index.ts';
import { mlp } from '../../src/nn/index.ts';
import { Adam } from '../../src/optim/index.ts';
import type { LotteryTicketOptions } from '../../src/pruning/index.ts';
import { RewindStrategy } from '../../src/pruning/index.ts';
import { Random } from '../../src/random.ts';
import { type Span, SupervisedTrainer, type TrainingRecord } from '../../src/training/index.ts';
import { bits, moons } from '../training/small.ts';

/** What one training began with. */
export interface Beginning {
  readonly from: number;
  readonly to: number;
  /** The bits of every parameter. */
  readonly weights: Record<string, number[]>;
  /** The mask of each weight matrix, all ones where there is none. */
  readonly masks: Record<string, number[]>;
  /** Steps the optimizer remembers. */
  readonly steps: number;
}

/** A trainer that notes what each training begins with. */
class NotingTrainer extends SupervisedTrainer {
  readonly model: Module;
  readonly notes: Beginning[];
  constructor(model: Module, notes: Beginning[], { onUpdate, onEvaluation }: TrainerRequest = {}) {
    super(model, moons(), {
      ...(onUpdate && { onUpdate }),
      ...(onEvaluation && { onEvaluation }),
      optimizer: new Adam(model.namedParameters(), { learningRate: 0.03 }),
      batchSize: 10,
      iterations: 24,
      evaluateEvery: 4,
      random: new Random(2).fork('data order'),
    });
    this.model = model;
    this.notes = notes;
  }

  override train(span: Span): Promise<TrainingRecord> {
    const parameters = [...this.model.namedParameters()];
    const masks = parameters
      .filter(([, { shape }]) => shape.length > 1)
      .map(([name, { mask, data }]) => [name, [...(mask ?? new Uint8Array(data.length).fill(1))]]);
    this.notes.push({
      from: span.from,
      to: span.to,
      weights: bits(this.model.state()),
      masks: Object.fromEntries(masks),
      steps: this.state().steps,
    });
    return super.train(span);
  }
}

/** A trial on two moons with a 2-6-2 network; `notes` records the state at the start of each training. */
export function trials(change: Partial<TrialSetup> = {}): {
  setup: (seed: number) => TrialSetup;
  notes: Beginning[];
} {
  const notes: Beginning[] = [];
  const setup = (seed: number): TrialSetup => ({
    random: new Random(seed),
    data: moons(),
    makeModel: (random) => mlp([2, 6, 2], { random }),
    makeTrainer: (model, request) => new NotingTrainer(model, notes, request),
    ...change,
  });
  return { setup, notes };
}

/** A search from 24 weights to 6 in 3 rounds, with both sanity checks and seed 5. */
export function experiment(
  change: Partial<ImpOptions> & {
    rewindStrategy?: RewindStrategy;
    scope?: LotteryTicketOptions['scope'];
  } = {},
): { options: ImpOptions; notes: Beginning[]; trial: TrialSetup } {
  const { rewindStrategy = RewindStrategy.init(), scope = 'global', ...rest } = change;
  const { setup, notes } = trials();
  const options: ImpOptions = {
    seeds: [5],
    setup,
    search: { targetSparsity: 0.75, pruningRounds: 3, rewindStrategy, scope },
    controls: ['reinit', 'shuffle'],
    ...rest,
  };
  return { options, notes, trial: options.setup(options.seeds[0]) };
}

/** Returns the results of all units of an experiment. */
export async function resultsOf<Options, Result, Facts, U extends Unit>(
  experiment: Experiment<Options, Result, Facts, U>,
  options: Options,
  context: RunContext = {},
): Promise<Result[]> {
  const results: Result[] = [];
  for await (const { result } of runExperiment(experiment, options, context)) results.push(result);
  return results;
}

/** Returns the summary of an experiment from the facts of all its units, converted to JSON and back. */
export async function summaryOf<Options, Result, Facts, U extends Unit>(
  experiment: Experiment<Options, Result, Facts, U>,
  options: Options,
): Promise<Summary> {
  const facts = new Map<string, Facts>();
  for await (const { unit, result } of runExperiment(experiment, options)) {
    const own = experiment.facts(result);
    if (own !== null) facts.set(unit.id, JSON.parse(JSON.stringify(own)));
  }
  return experiment.summarize(options, facts);
}

/** Returns all results of a search. */
export const collect = (options: ImpOptions): Promise<(Level | Control)[]> => resultsOf(imp, options);

/** The levels among them. */
export const levelsOf = (done: readonly (Level | Control)[]): Level[] =>
  done.filter((item) => item.kind === 'level');

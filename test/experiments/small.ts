import {
  type Control,
  type ExperimentSetup,
  type Level,
  runExperiment,
} from '../../src/experiments/index.ts';
import type { Module } from '../../src/nn/index.ts';
import { mlp } from '../../src/nn/index.ts';
import { Adam } from '../../src/optim/index.ts';
import type { LotteryTicketOptions, Progress } from '../../src/pruning/index.ts';
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
  constructor(model: Module, notes: Beginning[]) {
    super(model, moons(), {
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
      steps: this.saveState().steps,
    });
    return super.train(span);
  }
}

/** Two moons, 2-6-2, 24 weights to 6 in 3 rounds; `notes` says what each training begins with. */
export function experiment(
  change: Partial<ExperimentSetup> & { rewind?: RewindStrategy; scope?: LotteryTicketOptions['scope'] } = {},
): { setup: ExperimentSetup; notes: Beginning[] } {
  const { rewind = RewindStrategy.init(), scope = 'global', ...rest } = change;
  const notes: Beginning[] = [];
  const setup: ExperimentSetup = {
    random: new Random(5),
    makeModel: (random) => mlp([2, 6, 2], { random }),
    makeTrainer: (model) => new NotingTrainer(model, notes),
    search: { targetSparsity: 0.75, pruningRounds: 3, rewind, scope },
    controls: ['reinit', 'shuffle'],
    ...rest,
  };
  return { setup, notes };
}

/** Everything an experiment yields. */
export async function collect(setup: ExperimentSetup, resume?: Progress): Promise<(Level | Control)[]> {
  const done: (Level | Control)[] = [];
  for await (const item of runExperiment(setup, resume ? { resume } : {})) done.push(item);
  return done;
}

/** The levels among them. */
export const levelsOf = (done: readonly (Level | Control)[]): Level[] =>
  done.filter((item) => item.kind === 'level');

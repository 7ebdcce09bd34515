import { integer } from '../check.ts';
import { checkSplit } from '../data/check-dataset.ts';
import { Batches, checkPerClass, classBalanced, type Split } from '../data/index.ts';
import type { Module, State } from '../nn/index.ts';
import type { OptimizerState } from '../optim/index.ts';
import type { Trainer } from '../pruning/model-and-trainer.ts';
import { checkModel } from './check-model.ts';
import { checkOptimizer } from './check-optimizer.ts';
import { GRASP_TEMPERATURE, hessianGradients, lossGradients } from './derivatives.ts';
import { earlyStop } from './early-stopping.ts';
import { evaluate } from './evaluate.ts';
import { type Evaluation, trainingLoop } from './loop.ts';
import { trainStep } from './step.ts';
import { flowGradients } from './synaptic-flow.ts';
import { checkTrainerOptions, type Span, type TrainerOptions } from './trainer-options.ts';
import type { CurvePoint, TrainingRecord } from './training-record.ts';

/**
 * Trains one network on one split of data, and records its learning curve. The test set is read only at the end. It is the
 * trainer that `LotteryTicketPruner` is used with.
 *
 * @example
 * const part = (name) => twoMoons({ examples: 100, random: new Random(1).fork(name) });
 * const data = { train: part('train'), validation: part('validation'), test: part('test') };
 * const model = mlp([2, 16, 2], { random: new Random(2) });
 * const optimizer = new Adam(model.namedParameters(), { learningRate: 0.05 });
 * const options = { optimizer, batchSize: 10, iterations: 50, random: new Random(3) };
 * const record = await new SupervisedTrainer(model, data, options).train({ from: 0, to: 50 });
 * record.final.testAccuracy > 0.8; // → true
 */
export class SupervisedTrainer implements Trainer<TrainingRecord> {
  readonly iterations: number;
  readonly #model: Module;
  readonly #data: Split;
  readonly #batches: Batches;
  readonly #options: TrainerOptions;
  readonly #evaluateEvery: number;
  readonly #fresh: OptimizerState;
  readonly #scoring: Batches;

  /**
   * Checks the options and all of the data, and passes the first batch through the network, so that training does not begin
   * with a network or data that would spoil it.
   *
   * @throws {ValueError} if an option is unknown, the optimizer's parameters are not the model's, a count is not an integer ≥ 1 or
   *   exceeds the training examples that there are, a part of the data is empty, a label is not one of the classes or has no
   *   output, or the network does not list a parameter that it uses.
   * @throws {ShapeError} if inputs and labels of a part do not fit, the parts have different numbers of features, or the
   *   network does not accept them.
   * @throws {NonFiniteError} if an input is a NaN or an infinity; the message names the example.
   */
  constructor(model: Module, data: Split, options: TrainerOptions) {
    checkTrainerOptions(options);
    checkOptimizer(model, options.optimizer);
    checkSplit(data);
    this.iterations = integer('iterations', options.iterations, 1);
    this.#evaluateEvery = integer('evaluateEvery', options.evaluateEvery ?? 100, 1);
    this.#batches = new Batches(data.train, options.batchSize, options.random);
    const { scoringExamples = Math.min(1000, data.train.labels.length) } = options;
    this.#scoring = new Batches(data.train, scoringExamples, options.random.fork('scoring examples'));
    checkPerClass(data.train, options.scoringExamplesPerClass);
    checkModel(model, data, this.#batches.at(0), options.loss);
    this.#model = model;
    this.#data = data;
    this.#options = options;
    this.#fresh = options.optimizer.state();
  }

  /**
   * Trains from iteration `from` to iteration `to`, under the masks of the model's parameters.
   *
   * @throws {ValueError} if `from` or `to` is not an integer, or not 0 ≤ from ≤ to.
   * @throws {DivergenceError} if a loss is not finite.
   */
  async train({ from, to, signal, afterUpdate }: Span): Promise<TrainingRecord> {
    const curve: CurvePoint[] = [];
    let best: State = new Map();
    const points = trainingLoop(
      { update: (iteration) => this.#update(iteration), evaluate: () => this.#evaluate() },
      {
        ...{ from, to, evaluateEvery: this.#evaluateEvery, ...(signal && { signal }) },
        onUpdate: (update) => {
          afterUpdate?.(update.iteration);
          this.#options.onUpdate?.(update);
        },
      },
    );
    for await (const point of points) {
      curve.push(point);
      if (earlyStop(curve) === point) best = this.#model.state();
      this.#options.onEvaluation?.(point);
    }
    return this.#read(curve, best);
  }

  /**
   * Resets the optimizer's state, including its learning rate and number of steps, to the state when this trainer was made.
   */
  reset(): void {
    this.#options.optimizer.load(this.#fresh);
  }

  /** Optimizer steps taken so far. A search for tickets starts at 0; see `reset`. */
  get steps(): number {
    return this.#options.optimizer.steps;
  }

  /** Returns the live arrays of the parameters that the optimizer updates. */
  trainedWeights(): Float32Array[] {
    return [...this.#options.optimizer.parameters.values()].map(({ data }) => data);
  }

  /** Returns ∂L/∂θ of each prunable weight on the scoring examples. */
  gradients(): Map<string, Float32Array> {
    return lossGradients(this.#model, this.#scoring.at(0), this.#options);
  }

  /** Returns H·∂L/∂θ of each prunable weight as GraSP uses it: on class-balanced examples, at temperature 200. */
  hessianGradients(): Map<string, Float32Array> {
    const { random, scoringExamplesPerClass, loss } = this.#options;
    const batch = classBalanced(this.#data.train, random.fork('scoring examples'), scoringExamplesPerClass);
    return hessianGradients(this.#model, batch, { temperature: GRASP_TEMPERATURE, ...(loss && { loss }) });
  }

  /** Returns ∂R/∂|θ| of each prunable weight. It does not depend on data. */
  flowGradients(): Map<string, Float32Array> {
    return flowGradients(this.#model, this.#data.train.inputs.shape[1]);
  }

  /** Returns a copy of the optimizer's state, including its learning rate. */
  state(): OptimizerState {
    return this.#options.optimizer.state();
  }

  /**
   * Restores a state that `state` returned. It is typed `unknown` because the pruner does not know what a trainer saves.
   *
   * @throws {ValueError} if it is not the state of such an optimizer; nothing is changed then.
   */
  load(state: unknown): void {
    this.#options.optimizer.load(state as OptimizerState);
  }

  #update(iteration: number): number {
    const { optimizer, schedule, loss } = this.#options;
    // Beyond T (fine-tuning), the learning rate stays at the schedule's last value.
    if (schedule) optimizer.learningRate = schedule(Math.min(iteration, this.iterations - 1));
    return trainStep(this.#model, optimizer, this.#batches.at(iteration), loss);
  }

  #evaluate(): Evaluation {
    const { loss, accuracy } = evaluate(this.#model, this.#data.validation, this.#options.loss);
    return { validationLoss: loss, validationAccuracy: accuracy };
  }

  /** Measures the test accuracy at early stop and at the end. Afterwards, the model has its final weights. */
  #read(curve: readonly CurvePoint[], best: State): TrainingRecord {
    const read = (point: CurvePoint) => ({
      ...point,
      testAccuracy: evaluate(this.#model, this.#data.test, this.#options.loss).accuracy,
    });
    const last = curve[curve.length - 1];
    const stop = earlyStop(curve);
    const final = read(last);
    if (stop === last) return { curve, earlyStop: final, final };
    const weights = this.#model.state();
    this.#model.load(best);
    const atStop = read(stop);
    this.#model.load(weights);
    return { curve, earlyStop: atStop, final };
  }
}

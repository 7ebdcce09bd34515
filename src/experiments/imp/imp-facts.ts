// The data of a search's trained networks that its record needs, as plain data that can be stored as JSON.

import type { Count } from '../../pruning/index.ts';
import type { CurvePoint } from '../../training/index.ts';
import type { Control } from '../controls/control-network.ts';
import { countInputWeights, type InputWeights } from '../masks/input-weights.ts';
import type { SeedNetworks } from '../statistics/seeds-verdict.ts';
import type { PlannedControl } from './control-levels.ts';
import type { Found, Level } from './level.ts';
import { type JudgedNetwork, judgedNetwork, type TrainedNetwork } from './trained-network.ts';
import { levelArm } from './units.ts';

/** Measurements of one trained network. Accuracies are fractions; early stop is the iteration of minimum validation loss. */
export interface NetworkFacts extends JudgedNetwork {
  /** Fraction of the prunable weights that survive. */
  readonly density: number;
  /** Fraction of the prunable weights that are pruned. */
  readonly sparsity: number;
  /** Number of prunable weights that survive. */
  readonly remaining: number;
  /** Number of weights and of surviving weights in each layer. */
  readonly layers: Readonly<Record<string, Count>>;
  /** Iteration of minimum validation loss. */
  readonly earlyStopIteration: number;
  /** Validation loss at early stop. */
  readonly validationLoss: number;
  /** Validation accuracy at early stop. */
  readonly validationAccuracy: number;
  /** Test accuracy at the last iteration. */
  readonly finalTestAccuracy: number;
  /** The learning curve. */
  readonly curve: readonly CurvePoint[];
}

/** Measurements of a ticket before it is trained. */
export interface TicketSummary {
  readonly sparsity: number;
  readonly density: number;
  readonly remainingParameters: number;
  readonly totalParameters: number;
  readonly compressionRatio: number;
  readonly sparsityHistory: readonly number[];
  /** SHA-256 digest of the mask and the weights. */
  readonly digest: string;
}

/** Data of one level. */
export interface LevelFacts extends NetworkFacts {
  readonly kind: 'level';
  /** Name of the level: 'dense', 'round 1', … */
  readonly arm: string;
  /** Number of the level: 0 is the dense network, k the ticket after round k. */
  readonly round: number;
  /** The ticket found by training this level; null at the last level. */
  readonly ticket: TicketSummary | null;
  /**
   * The surviving first-layer weights of the ticket, per input; null if there is no ticket or the inputs are not images.
   */
  readonly inputs: InputWeights | null;
}

/** Data of one control. */
export interface ControlFacts extends NetworkFacts, Omit<PlannedControl, 'name'> {
  readonly kind: 'control';
  /** Name of the control: 'reinit', 'reinit 2 at round 3', … */
  readonly arm: string;
  readonly control: PlannedControl['name'];
}

/** Data of one training of a search. */
export type ImpFacts = LevelFacts | ControlFacts;

/** The networks of one seed that decide whether its latest ticket wins. */
export interface JudgedSeed extends Required<SeedNetworks> {
  readonly ticket: LevelFacts;
}

/** Returns the facts of a trained level or control. */
export function impFacts(result: Level | Control): ImpFacts {
  if (result.kind === 'control') {
    const { kind, arm, name: control, round, copy } = result;
    return { ...{ kind, arm, control, round, copy }, ...networkFacts(result) };
  }
  const { kind, round, found } = result;
  return {
    ...{ kind, arm: levelArm(round), round },
    ...networkFacts(result),
    ticket: found && ticketSummary(found),
    inputs: found && inputsOf(found),
  };
}

/** Returns the networks that decide whether the latest ticket wins; null until a ticket has been trained. */
export function seedNetworks(facts: readonly ImpFacts[]): JudgedSeed | null {
  const levels = facts.filter((one) => one.kind === 'level');
  const [dense, ticket] = [levels[0], levels[levels.length - 1]];
  if (dense?.round !== 0 || dense === ticket) return null;
  const isReinit = (one: ImpFacts) =>
    one.kind === 'control' && one.control === 'reinit' && one.round === ticket.round;
  return { dense, ticket, reinits: facts.filter(isReinit) };
}

function networkFacts(network: TrainedNetwork): NetworkFacts {
  const { mask, training } = network;
  const { earlyStop, final, curve } = training;
  return {
    ...judgedNetwork(network),
    density: mask.density,
    sparsity: mask.sparsity,
    remaining: mask.remaining,
    layers: Object.fromEntries(mask.counts()),
    earlyStopIteration: earlyStop.iteration,
    validationLoss: earlyStop.validationLoss,
    validationAccuracy: earlyStop.validationAccuracy,
    finalTestAccuracy: final.testAccuracy,
    curve,
  };
}

function ticketSummary({ ticket, digest }: Found): TicketSummary {
  const { sparsity, density, remainingParameters, totalParameters, sparsityHistory } = ticket;
  return {
    ...{ sparsity, density, remainingParameters, totalParameters },
    compressionRatio: ticket.compressionRatio,
    ...{ sparsityHistory, digest },
  };
}

/** Counts the surviving weights per pixel if the first layer has one column of weights per pixel. */
function inputsOf({ ticket, shapes, image }: Found): InputWeights | null {
  const [[name, mask]] = ticket.mask.layers;
  const [outputs, inputs, ...rest] = shapes.get(name) ?? [];
  const isPerPixel = image !== null && inputs === image[0] * image[1] && rest.length === 0;
  return isPerPixel ? countInputWeights(mask, outputs, image) : null;
}

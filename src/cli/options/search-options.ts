import { checkControl } from '../../experiments/controls/controls.ts';
import type { ControlName } from '../../experiments/index.ts';
import { CRITERIA, type CriterionName, type RewindStrategy, type Scope } from '../../pruning/index.ts';
import { option, optional } from './option.ts';
import { integerFrom, numberBetween, numberFromZero, oneOf, orNone, RuleError, setOf } from './parse.ts';
import { formatRewind, parseRewind } from './rewind-and-schedule.ts';

/** Maximum number of rounds of a search. */
const MAX_ROUNDS = 1000;
/** Maximum number of random reinitializations per level. */
const MAX_REINITS = 100;

/** Options of the search for tickets. */
export const SEARCH_OPTIONS = {
  sparsity: optional<number, 'search.targetSparsity'>({
    flags: '--sparsity <fraction>',
    help: 'fraction of the weights to remove in the end, such as 0.9 or 90%',
    otherwise: 'set by --round-rate',
    parse: numberBetween(0, 1),
    path: 'search.targetSparsity',
  }),
  rounds: option<number, 'search.pruningRounds'>({
    flags: '--rounds <n>',
    help: 'rounds of train, prune, rewind; 1 is one-shot pruning',
    parse: integerFrom(1, MAX_ROUNDS),
    path: 'search.pruningRounds',
  }),
  roundRate: optional<number, 'search.roundRate'>({
    flags: '--round-rate <fraction>',
    help: 'fraction of the surviving weights to remove per round, instead of --sparsity',
    otherwise: 'set by --sparsity',
    parse: numberBetween(0, 1),
    path: 'search.roundRate',
  }),
  outputRate: optional<number, 'search.outputRate'>({
    flags: '--output-rate <fraction>',
    help: 'the same for the output layer; implies --scope layerwise',
    otherwise: 'half of --round-rate',
    parse: numberBetween(0, 1),
    path: 'search.outputRate',
  }),
  scope: option<Scope, 'search.scope'>({
    flags: '--scope <scope>',
    help: 'global (all layers compete) or layerwise (each layer is pruned on its own)',
    parse: oneOf('global', 'layerwise'),
    path: 'search.scope',
  }),
  criterion: option<CriterionName, 'search.criterion'>({
    flags: '--criterion <name>',
    help: `score that decides which weights survive: ${Object.keys(CRITERIA).join(', ')}`,
    parse: oneOf(...(Object.keys(CRITERIA) as CriterionName[])),
    path: 'search.criterion',
    toLibrary: (name: CriterionName) => CRITERIA[name],
  }),
  rewind: option<RewindStrategy, 'search.rewindStrategy'>({
    flags: '--rewind <strategy>',
    help: 'where a round rewinds to: init, early:500, early:10%, late:10% (learning rate only), weights:10% (weights only), none (fine-tuning) or reinit',
    parse: parseRewind,
    format: formatRewind,
    path: 'search.rewindStrategy',
  }),
} as const;

/** Options of the networks that a ticket is compared with, and of the comparison. */
export const COMPARISON_OPTIONS = {
  controls: option<readonly ControlName[], 'controls'>({
    flags: '--controls <names>',
    help: 'networks to train beside the ticket: reinit (same mask, new weights), shuffle (same weights, shuffled mask), or actions: weights from rewind, reinitialise, reshuffle or constant, each with +sign to keep the original signs and +freeze to keep pruned weights at their initial values; or none',
    parse: orNone(setOf(controlName)),
    path: 'controls',
  }),
  controlLevels: option<'last' | 'all' | readonly number[], 'controlLevels'>({
    flags: '--control-levels <levels>',
    help: 'rounds whose ticket has controls: last, all, or some, such as 1,3,5',
    parse: (text) => (text === 'last' || text === 'all' ? text : rounds(text)),
    path: 'controlLevels',
  }),
  reinits: option<number, 'reinitializations'>({
    flags: '--reinits <n>',
    help: 'random reinitializations per level, with the control reinit',
    parse: integerFrom(1, MAX_REINITS),
    path: 'reinitializations',
  }),
  tolerance: option<number, 'tolerance'>({
    flags: '--tolerance <fraction>',
    help: 'loss of test accuracy up to which a ticket matches the dense network',
    parse: numberFromZero,
    path: 'tolerance',
  }),
  significant: option<number, 'significant'>({
    flags: '--significant <fraction>',
    help: 'loss of test accuracy above which it is significant',
    parse: numberFromZero,
    path: 'significant',
  }),
} as const;

function controlName(name: string): ControlName {
  try {
    checkControl(name as ControlName);
    return name as ControlName;
  } catch {
    throw new RuleError(
      'must be reinit, shuffle, actions such as constant+sign, joined by commas, or none',
      name,
    );
  }
}

function rounds(text: string): readonly number[] {
  try {
    return setOf(integerFrom(1, MAX_ROUNDS))(text);
  } catch {
    throw new RuleError(`must be last, all, or rounds from 1 to ${MAX_ROUNDS} joined by commas`, text);
  }
}

import { type EdgeRanking, MAX_ITEMS, type SanityCheck } from '../../experiments/index.ts';
import { kaimingNormal, signedConstant } from '../../nn/index.ts';
import { option, type SwitchOption } from './option.ts';
import { integerFrom, numberBetween, numberUpTo, oneOf, orNone, setOf } from './parse.ts';

/** Options of pruning at initialization. */
export const AT_INIT_OPTIONS = {
  sparsities: option<readonly number[], 'sparsities'>({
    flags: '--sparsity <fractions>',
    help: 'fractions of the weights to remove; each is one training',
    parse: setOf(numberBetween(0, 1)),
    path: 'sparsities',
  }),
  checks: option<readonly SanityCheck[], 'checks'>({
    flags: '--controls <names>',
    help: 'sanity checks for each: shuffle (the mask shuffled within layers), reinit (new weights), or none',
    parse: orNone(setOf(oneOf('reinit', 'shuffle'))),
    path: 'checks',
  }),
  dense: {
    flags: '--dense',
    help: 'train the dense network as well',
    helpOff: 'do not train the dense network',
    path: 'dense',
  } satisfies SwitchOption,
  examples: option<number, 'pruning.examples'>({
    flags: '--examples <n>',
    help: 'examples that the scores are computed from',
    parse: integerFrom(1),
    path: 'pruning.examples',
  }),
  examplesPerClass: option<number, 'pruning.examplesPerClass'>({
    flags: '--examples-per-class <n>',
    help: 'examples of each class that the scores are computed from',
    parse: integerFrom(1),
    path: 'pruning.examplesPerClass',
  }),
} as const;

/** Options of methods that find a subnetwork without training its weights. */
export const SUBNETWORK_OPTIONS = {
  rescale: {
    flags: '--rescale',
    help: 'scale the surviving weights of each layer by n ÷ n_kept',
    helpOff: 'do not scale the surviving weights of each layer by n ÷ n_kept',
    path: 'rescale',
  } satisfies SwitchOption,
  signedConstant: {
    flags: '--signed-constant',
    help: 'replace each weight by its sign times the standard deviation of its layer',
    helpOff: 'keep the random weights instead of their sign times the standard deviation of the layer',
    path: 'signedConstant',
  } satisfies SwitchOption,
  untrained: {
    flags: '--untrained',
    help: 'evaluate masks chosen by criterion and sign as well, from one training of the whole network',
    helpOff: 'do not evaluate masks chosen by criterion and sign',
    path: null,
  } satisfies SwitchOption,
  keep: option<number, 'keep'>({
    flags: '--keep <fraction>',
    help: 'fraction of the weights of each layer to keep',
    parse: numberUpTo(1),
    path: 'keep',
  }),
  ranking: option<EdgeRanking, 'ranking'>({
    flags: '--ranking <by>',
    help: 'what edges are ranked by: magnitude (|score|, as in the authors’ code) or score (the score itself, as in the formula of the paper)',
    parse: oneOf('magnitude', 'score'),
    path: 'ranking',
  }),
  width: option<number, 'widthMultiplier'>({
    flags: '--width <factor>',
    help: 'factor for the sizes of the hidden layers',
    parse: numberBetween(0, Number.POSITIVE_INFINITY),
    path: 'widthMultiplier',
  }),
  weights: option<'constant' | 'normal', 'initializer'>({
    flags: '--weights <distribution>',
    help: 'distribution of the random weights: constant (± one constant per layer) or normal, both Kaiming',
    parse: oneOf('constant', 'normal'),
    path: 'initializer',
    toLibrary: (name: 'constant' | 'normal') => (name === 'constant' ? signedConstant : kaimingNormal),
  }),
  n: option<number, 'n'>({
    flags: '--n <n>',
    help: `random weights per weight of the target, at most ${MAX_ITEMS}`,
    parse: integerFrom(1, MAX_ITEMS),
    path: 'n',
  }),
  epsilon: option<number, 'epsilon'>({
    flags: '--epsilon <error>',
    help: 'error that the approximation of a weight should not exceed',
    parse: numberBetween(0, Number.POSITIVE_INFINITY),
    path: 'epsilon',
  }),
} as const;

/** Options of linear mode connectivity. */
export const CONNECTIVITY_OPTIONS = {
  at: option<readonly number[], 'at'>({
    flags: '--at <iterations>',
    help: 'iterations at which the data orders of the two copies begin to differ; 0 is initialization',
    parse: setOf(integerFrom(0)),
    path: 'at',
  }),
  ticket: {
    flags: '--ticket',
    help: 'measure tickets as well',
    helpOff: 'measure the dense network only',
    path: null,
  } satisfies SwitchOption,
  points: option<number, 'points'>({
    flags: '--points <n>',
    help: 'points of each path, including both ends',
    parse: integerFrom(2),
    path: 'points',
  }),
} as const;

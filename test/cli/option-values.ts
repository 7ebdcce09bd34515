// Generators of the values of every option, and of configurations.

import fc from 'fast-check';
import type { Config, Definition } from '../../src/cli/commands/index.ts';
import { namesIn, type OptionName, type OptionValues } from '../../src/cli/options/all-options.ts';
import type { ActionName, ControlName } from '../../src/experiments/index.ts';
import { CRITERIA, type CriterionName, RewindStrategy } from '../../src/pruning/index.ts';

const integer = (min: number, max = Number.MAX_SAFE_INTEGER) => fc.integer({ min, max });
const inside = (min: number, max: number) =>
  fc.double({ min, max, minExcluded: true, maxExcluded: true, noNaN: true });
const positive = inside(0, Number.MAX_VALUE);
const notNegative = fc.oneof(fc.constant(0), positive);
const fraction = fc.oneof(fc.constant(0), inside(0, 1));
const some = <T>(one: fc.Arbitrary<T>) => fc.uniqueArray(one, { minLength: 1, maxLength: 5 });
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });

const point = fc.oneof(
  integer(0).map((iteration) => ({ iteration })),
  fraction.map((part) => ({ fraction: part })),
);
const actions = ['rewind', 'reinitialise', 'reshuffle', 'constant'].flatMap((survivors) =>
  ['', '+sign', '+freeze', '+sign+freeze'].map((marks) => `${survivors}${marks}` as ActionName),
);

/** A generator for each option. */
export const VALUES: { readonly [K in OptionName]: fc.Arbitrary<OptionValues[K]> } = {
  sparsities: some(inside(0, 1)),
  checks: fc.uniqueArray(fc.constantFrom('reinit', 'shuffle')),
  dense: fc.boolean(),
  examples: integer(1),
  examplesPerClass: integer(1),
  rescale: fc.boolean(),
  signedConstant: fc.boolean(),
  untrained: fc.boolean(),
  keep: fc.oneof(inside(0, 1), fc.constant(1)),
  ranking: fc.constantFrom('magnitude', 'score'),
  width: positive,
  weights: fc.constantFrom('constant', 'normal'),
  n: integer(1, 40),
  epsilon: positive,
  at: some(integer(0)),
  ticket: fc.boolean(),
  points: integer(2),
  sparsity: maybe(inside(0, 1)),
  rounds: integer(1, 1000),
  roundRate: maybe(inside(0, 1)),
  outputRate: maybe(inside(0, 1)),
  scope: fc.constantFrom('global', 'layerwise'),
  criterion: fc.constantFrom(...(Object.keys(CRITERIA) as CriterionName[])),
  rewind: fc.oneof(
    fc.constantFrom(RewindStrategy.init(), RewindStrategy.reinitialize(), RewindStrategy.none()),
    integer(1).map((fineTuneIterations) => RewindStrategy.none({ fineTuneIterations })),
    point.map(RewindStrategy.early),
    point.map(RewindStrategy.late),
    point.map((at) => RewindStrategy.weightsOnly(at)),
  ),
  controls: fc.uniqueArray(fc.constantFrom<ControlName>('reinit', 'shuffle', ...actions)),
  controlLevels: fc.oneof(fc.constantFrom('last', 'all'), some(integer(1, 1000))),
  reinits: integer(1, 100),
  tolerance: notNegative,
  significant: notNegative,
  data: fc.oneof(
    fc.constantFrom('mnist', 'two-moons', 'spirals', 'xor', './a folder', '-x', '--data', "it's"),
    fc.string({ minLength: 1, unit: 'grapheme' }),
  ),
  normalize: fc.boolean(),
  validationSize: maybe(integer(1)),
  hidden: fc.array(integer(1), { maxLength: 5 }),
  iterations: integer(1),
  batch: integer(1),
  optimizer: fc.constantFrom('adam', 'adamw', 'sgd', 'momentum'),
  lr: positive,
  momentum: maybe(fraction),
  weightDecay: notNegative,
  schedule: fc.oneof(
    fc.constantFrom({ kind: 'constant' } as const, { kind: 'cosine' } as const),
    fc.array(point, { minLength: 1, maxLength: 4 }).map((at) => ({ kind: 'step', at }) as const),
  ),
  warmUp: integer(0),
  evaluateEvery: integer(1),
  seed: integer(0, 2 ** 40),
};

/** Generates configurations of a command that obey the rules between options. */
export function configs<C extends Config>({ defaults }: Definition<C>): fc.Arbitrary<C> {
  const values = Object.fromEntries(namesIn(defaults).map((name) => [name, VALUES[name]]));
  return fc
    .record(values as Record<string, fc.Arbitrary<unknown>>)
    .map((config) => ({ ...config, ...obeying(config as Partial<OptionValues>) }) as unknown as C);
}

function obeying(config: Partial<OptionValues>): Partial<OptionValues> {
  const { momentum, sparsity, roundRate, outputRate, controlLevels, rounds = 1 } = config;
  const { iterations = 1, warmUp = 0 } = config;
  const levels = Array.isArray(controlLevels) ? controlLevels.filter((level) => level <= rounds) : [];
  return {
    ...(momentum !== null && { optimizer: 'momentum' }),
    warmUp: Math.min(iterations, warmUp),
    ...(levels.length > 0 ? { controlLevels: levels } : controlLevels && { controlLevels: 'all' }),
    ...(sparsity !== undefined && roundRate === null && { sparsity: sparsity ?? 0.5, outputRate: null }),
    ...(sparsity !== undefined && roundRate !== null && { sparsity: null }),
    ...(roundRate && outputRate && { scope: 'layerwise' }),
  };
}

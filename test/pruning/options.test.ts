// Options objects, LotteryTicketConfig and the builder have the same options under the same names.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CRITERIA,
  LotteryTicketConfig,
  type LotteryTicketOptions,
  LotteryTicketPruner,
  RewindStrategy,
  ValueError,
} from '../../src/pruning/index.ts';
import type { OptionTypes } from '../../src/pruning/options.ts';
import { resolveOptions } from '../../src/pruning/resolve-options.ts';
import { Random } from '../../src/random.ts';
import { logistic } from './clients.ts';

const reinitialize = () => ({ weights: new Map(), others: new Map() });

/** Every option but those of the other way to say how far to prune. */
const toTarget = {
  targetSparsity: 0.9,
  pruningRounds: 10,
  rewindStrategy: RewindStrategy.early({ iteration: 500 }),
  criterion: 'snip',
  scope: 'layerwise',
  random: new Random(1),
  reinitialize,
  allowUntrained: true,
} as const satisfies LotteryTicketOptions;
const { targetSparsity: _, ...others } = toTarget;
const byRate = { ...others, roundRate: 0.2, outputRate: 0.05 } as const satisfies LotteryTicketOptions;
const every = { ...toTarget, ...byRate } satisfies OptionTypes;
const NAMES = Object.keys(every) as (keyof OptionTypes)[];

/** A builder that has been told these options, and makes the options themselves. */
function built(options: Partial<OptionTypes>): LotteryTicketPruner {
  let builder = LotteryTicketPruner.builder();
  for (const [name, value] of Object.entries(options))
    builder = builder[name as keyof OptionTypes](value as never);
  return builder.build();
}

const messageOf = (make: () => unknown): string => {
  try {
    make();
  } catch (error) {
    expect(error).toBeInstanceOf(ValueError);
    return (error as Error).message;
  }
  throw new Error('accepted');
};

const model = { prunableWeights: () => new Map(['a', 'b'].map((name) => [name, new Float32Array(1000)])) };
const planOf = (pruner: LotteryTicketPruner) => pruner.plan(model, { iterations: 1000 });

describe.each([
  ['a target sparsity', toTarget],
  ['a rate per round', byRate],
] as const)('with %s', (_, options: LotteryTicketOptions) => {
  test('options, a configuration and the builder make pruners with equal plans', () => {
    const plan = planOf(new LotteryTicketPruner(options));
    expect(plan.levels[0].has('b')).toBe(true);
    expect(plan.rewind.from).toBe(500);
    expect(planOf(LotteryTicketPruner.withConfig(new LotteryTicketConfig(options)))).toEqual(plan);
    expect(planOf(built(options))).toEqual(plan);
  });

  test('a configuration keeps every option', () => {
    expect(new LotteryTicketConfig(options).options).toEqual(options);
    expect(resolveOptions(new LotteryTicketConfig(options).options)).toEqual(resolveOptions(options));
  });

  test('every option is checked in options, configurations and builders', () => {
    for (const name of Object.keys(options)) {
      const wrong = { ...options, [name]: 7 } as unknown as LotteryTicketOptions;
      if (name === 'pruningRounds') Object.assign(wrong, { pruningRounds: 0.5 });
      if (name === 'reinitialize') Object.assign(wrong, { rewindStrategy: RewindStrategy.reinitialize() });
      const messages = [
        messageOf(() => new LotteryTicketPruner(wrong)),
        messageOf(() => new LotteryTicketConfig(wrong)),
        messageOf(() => built(wrong)),
      ];
      for (const message of messages) expect(message).toMatch(new RegExp(`^${name}: must be `));
    }
  });
});

describe('the builder', () => {
  test('the builder passes the function that reinitializes to the search', async () => {
    const { model, trainer } = logistic();
    const drawn = { weights: model.prunableWeights(), others: new Map([['bias', Float32Array.of(2)]]) };
    const ticket = await LotteryTicketPruner.builder()
      .targetSparsity(0.5)
      .pruningRounds(1)
      .rewindStrategy(RewindStrategy.reinitialize())
      .reinitialize(() => drawn)
      .build()
      .findTicket(model, trainer);
    expect(ticket.others.get('bias')).toEqual(Float32Array.of(2));
  });

  test('the builder has a method for each option, the alias globalPruning, and build', () => {
    const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(LotteryTicketPruner.builder()));
    expect(methods.sort()).toEqual([...NAMES, 'build', 'constructor', 'globalPruning'].sort());
  });

  test('globalPruning sets the scope of a builder', () => {
    const builder = LotteryTicketPruner.builder().targetSparsity(0.5).pruningRounds(1);
    expect(planOf(builder.globalPruning(true).build())).toEqual(planOf(builder.scope('global').build()));
    expect(planOf(builder.globalPruning(false).build())).toEqual(planOf(builder.scope('layerwise').build()));
    expect([...planOf(builder.globalPruning(false).build()).levels[0].keys()]).toEqual(['a', 'b']);
  });

  test('a method of the builder returns a new builder and leaves the old one unchanged', () => {
    const builder = LotteryTicketPruner.builder().targetSparsity(0.5).pruningRounds(1);
    builder.targetSparsity(7);
    expect(planOf(builder.build()).levels).toEqual([new Map([[null, 1000]])]);
  });
});

describe('a configuration', () => {
  test('LotteryTicketConfig accepts the target sparsity and the number of rounds by position', () => {
    expect(new LotteryTicketConfig(0.9, 10).options).toEqual({ targetSparsity: 0.9, pruningRounds: 10 });
    const { pruningRounds, targetSparsity, ...rest } = toTarget;
    expect(new LotteryTicketConfig(targetSparsity, pruningRounds, rest).options).toEqual(toTarget);
  });

  test('with, withRewindStrategy and withGlobalPruning return a new configuration', () => {
    const config = new LotteryTicketConfig(0.9, 10);
    const rewindStrategy = RewindStrategy.none();
    expect(config.withRewindStrategy(rewindStrategy).options).toEqual({ ...config.options, rewindStrategy });
    expect(config.withGlobalPruning(false).options).toEqual({ ...config.options, scope: 'layerwise' });
    expect(config.withGlobalPruning(true).options).toEqual({ ...config.options, scope: 'global' });
    expect(config.with({ criterion: 'random' }).options).toEqual({ ...config.options, criterion: 'random' });
    expect(config.options).toEqual({ targetSparsity: 0.9, pruningRounds: 10 });
  });
});

test.each(Object.entries(CRITERIA))('the name %s stands for its criterion', (name, criterion) => {
  expect(resolveOptions({ ...toTarget, criterion: name as keyof typeof CRITERIA }).criterion).toBe(criterion);
});

describe('an unknown option throws a ValueError that suggests a name', () => {
  test.each([
    ['rewind', 'rewindStrategy'],
    ['importance', 'criterion'],
    ['redraw', 'reinitialize'],
    ['reinitialise', 'reinitialize'],
    ['globalPruning', 'scope'],
    ['sparsity', 'targetSparsity'],
    ['rounds', 'pruningRounds'],
    ['TARGETSPARSITY', 'targetSparsity'],
    ['rate', 'roundRate'],
    ['criteria', 'criterion'],
  ])('%s: %s', (name, suggested) => {
    const expected = `${name}: must be an option of the pruner (did you mean ${suggested}?), got "x"`;
    const wrong = { ...toTarget, [name]: 'x' };
    expect(messageOf(() => new LotteryTicketPruner(wrong))).toBe(expected);
    expect(messageOf(() => new LotteryTicketConfig(wrong))).toBe(expected);
    expect(messageOf(() => new LotteryTicketConfig(0.9, 10).with(wrong))).toBe(expected);
  });

  test('an option with one mistyped letter leads to a suggestion of the option', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...NAMES),
        fc.nat(),
        fc.constantFrom('', '-', '?'),
        (name, position, letter) => {
          const i = position % name.length;
          const wrong = { ...toTarget, [name.slice(0, i) + letter + name.slice(i + 1)]: 1 };
          expect(messageOf(() => new LotteryTicketPruner(wrong))).toContain(`(did you mean ${name}?)`);
        },
      ),
    ));

  test.each(['', 'x', 'toString', 'constructor'])(
    'an unknown option leads to a suggestion even for "%s"',
    (name) => {
      expect(messageOf(() => new LotteryTicketPruner({ ...toTarget, [name]: 1 }))).toMatch(
        /: must be an option of the pruner \(did you mean [a-zA-Z]+\?\), got 1$/,
      );
    },
  );
});

describe('changing options after they were passed has no effect', () => {
  const changing = () => {
    const options = { ...toTarget, rewindStrategy: { kind: 'early', iteration: 500 } };
    const change = () => {
      options.rewindStrategy.iteration = 1;
      Object.assign(options, { pruningRounds: 1, scope: 'global', targetSparsity: 0.1 });
    };
    return { options: options as LotteryTicketOptions, change };
  };
  const plan = planOf(new LotteryTicketPruner(toTarget));

  test('changing options after they were passed has no effect on a pruner', () => {
    const { options, change } = changing();
    const pruner = new LotteryTicketPruner(options);
    change();
    expect(planOf(pruner)).toEqual(plan);
  });

  test('changing options after they were passed has no effect on a configuration', () => {
    const { options, change } = changing();
    const config = new LotteryTicketConfig(options);
    change();
    expect(planOf(LotteryTicketPruner.withConfig(config))).toEqual(plan);
    expect(() => Object.assign(config.options, { pruningRounds: 1 })).toThrow(TypeError);
  });
});

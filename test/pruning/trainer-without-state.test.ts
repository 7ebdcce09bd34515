// A trainer without saved state that keeps one optimizer for all rounds is warned about, where it tells its steps.

import { afterEach, expect, test, vi } from 'vitest';
import { LotteryTicketPruner, RewindStrategy, type Trainer } from '../../src/pruning/index.ts';
import { toy } from './toy.ts';

const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
afterEach(() => warn.mockClear());

const MESSAGE = 'trainer: its optimizer is not rewound with the weights. Add state and load.';

/** Searches with a trainer that counts its steps. `isNew`: whether each training makes a new optimizer. */
async function search(rewindStrategy: RewindStrategy, isNew: boolean, change: Partial<Trainer> = {}) {
  const { model, trainer } = toy();
  let steps = 0;
  const counting: Trainer = {
    iterations: trainer.iterations,
    get steps() {
      return steps;
    },
    train(span) {
      if (isNew) steps = 0;
      const afterUpdate = (clock: number) => {
        steps++;
        span.afterUpdate(clock);
      };
      return trainer.train({ ...span, afterUpdate });
    },
    ...(change.state && {
      state: () => steps,
      load:
        change.load ??
        ((saved: unknown) => {
          steps = saved as number;
        }),
    }),
  };
  const pruner = new LotteryTicketPruner({ targetSparsity: 0.75, pruningRounds: 4, rewindStrategy });
  await pruner.findTicket(model, counting);
  return warn.mock.calls;
}

const rewinding = [
  RewindStrategy.init(),
  RewindStrategy.early({ iteration: 1 }),
  RewindStrategy.early({ iteration: 3 }),
  RewindStrategy.weightsOnly({ iteration: 3 }),
  RewindStrategy.weightsOnly({ iteration: 1, fineTuneIterations: 9 }),
];

test.each(rewinding)('one optimizer for all rounds, rewound to %o: warns once', async (strategy) => {
  expect(await search(strategy, false)).toEqual([[MESSAGE]]);
});

test.each(rewinding)('a new optimizer in each round, rewound to %o: does not warn', async (strategy) => {
  expect(await search(strategy, true)).toEqual([]);
});

test.each(rewinding)(
  'an optimizer whose state is saved, but counts all steps, rewound to %o: does not warn',
  async (strategy) => {
    expect(await search(strategy, false, { state: () => 0, load: () => {} })).toEqual([]);
  },
);

test.each(rewinding)('a saved optimizer, rewound to %o: does not warn', async (strategy) => {
  expect(await search(strategy, false, { state: () => 0 })).toEqual([]);
});

test.each([RewindStrategy.none(), RewindStrategy.late({ fraction: 0.5 })])(
  'a search with %o, which keeps the optimizer, does not warn',
  async (strategy) => {
    expect(await search(strategy, false)).toEqual([]);
  },
);

test('a search with a trainer that does not report its steps does not warn', async () => {
  const { model, trainer } = toy();
  await new LotteryTicketPruner({ targetSparsity: 0.75, pruningRounds: 4 }).findTicket(model, trainer);
  expect(warn.mock.calls).toEqual([]);
});

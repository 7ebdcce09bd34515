// The learning rate is part of the optimizer's state, so it is rewound with the weights.

import { expect, test } from 'vitest';
import { LotteryTicketPruner, RewindStrategy } from '../../src/pruning/index.ts';
import { network, OPTIMIZERS, trainerOf } from './small.ts';

/** A trainer whose learning rate falls from 0.1 to 0.01 at the fifth update, set by hand. */
function decaying() {
  const model = network();
  const optimizer = OPTIMIZERS.sgd(model);
  const rates: number[] = [];
  const trainer = trainerOf(model, {
    optimizer,
    iterations: 10,
    onUpdate: ({ iteration, from }) => {
      if (iteration === from + 1) rates.push(optimizer.learningRate);
      if (iteration === 5) optimizer.learningRate /= 10;
    },
  });
  return { model, trainer, optimizer, rates };
}

test.each([
  ['init', RewindStrategy.init(), [0.1, 0.1, 0.1]],
  ['an iteration before the change', RewindStrategy.early({ iteration: 4 }), [0.1, 0.1, 0.1]],
  ['an iteration after the change', RewindStrategy.early({ iteration: 6 }), [0.1, 0.01, 0.01]],
])(
  'every round that rewinds to %s starts with the learning rate of that iteration',
  async (_, rewind, rates) => {
    const run = decaying();
    await new LotteryTicketPruner({
      targetSparsity: 0.5,
      pruningRounds: 3,
      rewindStrategy: rewind,
    }).findTicket(run.model, run.trainer);
    expect(run.rates).toEqual(rates);
    expect(run.optimizer.learningRate).toBe(rates[2]);
  },
);

test('reset restores the learning rate that the optimizer had when the trainer was made', async () => {
  const { trainer, optimizer } = decaying();
  await trainer.train({ from: 0, to: 10 });
  expect(optimizer.learningRate).toBe(0.01);
  trainer.reset();
  expect(optimizer.learningRate).toBe(0.1);
});

test('load restores the learning rate of state', () => {
  const { trainer, optimizer } = decaying();
  const saved = trainer.state();
  optimizer.learningRate = 3;
  trainer.load(saved);
  expect(optimizer.learningRate).toBe(0.1);
});

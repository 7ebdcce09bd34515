import { describe, expect, test } from 'vitest';
import { LotteryTicketPruner, type Reinitialize, RewindStrategy } from '../../src/pruning/index.ts';
import { bitsOf, clients, ITERATIONS, logistic, type MakeClient } from './clients.ts';

/** The weights that another client of its kind begins with. */
const drawOf =
  (make: MakeClient): Reinitialize =>
  (round) => {
    const { model } = make(100 + round);
    return { weights: model.prunableWeights(), others: model.otherWeights?.() ?? new Map() };
  };

const options = { targetSparsity: 0.8, pruningRounds: 3, rewindStrategy: RewindStrategy.reinitialize() };

describe.each(clients)('reinitialising, with %s', (_, make) => {
  test('each round of reinitialize gives surviving weights new values and starts a whole training with a new optimizer state', async () => {
    const { model, trainer, diary } = make();
    const reinitialize = drawOf(make);
    const pruner = new LotteryTicketPruner({ ...options, reinitialize });
    let k = 0;
    for await (const { ticket } of pruner.rounds(model, trainer)) {
      const { weights, others } = reinitialize(++k);
      const expected = new Map([...weights].map(([name, values]) => [name, values.slice()]));
      ticket.mask.apply(expected);
      for (const found of [ticket.weights, model.prunableWeights()])
        expect(bitsOf(found)).toEqual(bitsOf(expected));
      expect(bitsOf(ticket.others)).toEqual(bitsOf(others));
      expect(trainer.state()).toEqual(diary.first[0].memory);
    }
    expect(diary.spans.map(({ from, to }) => [from, to])).toEqual([1, 2, 3].map(() => [0, ITERATIONS]));
  });

  test('the arrays that reinitialize returns are not modified', async () => {
    const { model, trainer } = make();
    const drawn = drawOf(make)(1);
    const before = bitsOf(drawn.weights);
    await new LotteryTicketPruner({ ...options, reinitialize: () => drawn }).findTicket(model, trainer);
    expect(bitsOf(drawn.weights)).toEqual(before);
  });

  test('resuming a search that reinitializes gives the same result from any round', async () => {
    const whole = make();
    const pruner = new LotteryTicketPruner({ ...options, reinitialize: drawOf(make) });
    const ticket = await pruner.findTicket(whole.model, whole.trainer);
    const part = make();
    for await (const { progress } of pruner.rounds(part.model, part.trainer)) {
      const rest = make();
      const again = await pruner.findTicket(rest.model, rest.trainer, { resume: progress });
      expect(await again.digest()).toBe(await ticket.digest());
    }
  });
});

describe('what is refused', () => {
  test.each([undefined, null, 'draw'])('the option reinitialize is rejected: %s', (reinitialize) => {
    expect(() => new LotteryTicketPruner({ ...options, reinitialize: reinitialize as never })).toThrow(
      'reinitialize: must be a function that returns new weights, got ',
    );
  });

  test.each([
    [
      'weights of other layers',
      () => ({ weights: new Map(), others: new Map() }),
      'reinitialize: weights: must be',
    ],
    [
      'other weights of another size',
      () => ({ ...drawOf(logistic)(1), others: new Map([['bias', new Float32Array(2)]]) }),
      'reinitialize: other weights "bias": must have 1 entries, got 2',
    ],
    [
      'a NaN',
      () => ({ ...drawOf(logistic)(1), others: new Map([['bias', Float32Array.of(Number.NaN)]]) }),
      'bias[0]: must be finite, got NaN',
    ],
  ])('reinitialize is rejected if it returns %s', async (_, reinitialize, message) => {
    const { model, trainer } = logistic();
    const pruner = new LotteryTicketPruner({ ...options, reinitialize });
    await expect(pruner.findTicket(model, trainer)).rejects.toThrow(message);
    for (const values of [
      ...model.prunableWeights().values(),
      ...(model.otherWeights?.() ?? new Map()).values(),
    ])
      expect([...values].every(Number.isFinite)).toBe(true);
  });
});

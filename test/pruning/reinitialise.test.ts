import { describe, expect, test } from 'vitest';
import { LotteryTicketPruner, type Redraw, RewindStrategy } from '../../src/pruning/index.ts';
import { bitsOf, clients, ITERATIONS, logistic, type MakeClient } from './clients.ts';

/** The weights that another client of its kind begins with. */
const redrawOf =
  (make: MakeClient): Redraw =>
  (round) => {
    const { model } = make(100 + round);
    return { weights: model.prunableWeights(), others: model.otherWeights?.() ?? new Map() };
  };

const options = { targetSparsity: 0.8, pruningRounds: 3, rewind: RewindStrategy.reinitialise() };

describe.each(clients)('reinitialising, with %s', (_, make) => {
  test('each round gives survivors that round’s draw and starts a whole training with fresh memory', async () => {
    const { model, trainer, diary } = make();
    const redraw = redrawOf(make);
    const pruner = new LotteryTicketPruner({ ...options, redraw });
    let k = 0;
    for await (const { ticket } of pruner.rounds(model, trainer)) {
      const { weights, others } = redraw(++k);
      const expected = new Map([...weights].map(([name, values]) => [name, values.slice()]));
      ticket.mask.apply(expected);
      for (const found of [ticket.weights, model.prunableWeights()])
        expect(bitsOf(found)).toEqual(bitsOf(expected));
      expect(bitsOf(ticket.others)).toEqual(bitsOf(others));
      expect(trainer.state()).toEqual(diary.first[0].memory);
    }
    expect(diary.spans.map(({ from, to }) => [from, to])).toEqual([1, 2, 3].map(() => [0, ITERATIONS]));
  });

  test('the draw’s arrays are not written', async () => {
    const { model, trainer } = make();
    const drawn = redrawOf(make)(1);
    const before = bitsOf(drawn.weights);
    await new LotteryTicketPruner({ ...options, redraw: () => drawn }).findTicket(model, trainer);
    expect(bitsOf(drawn.weights)).toEqual(before);
  });

  test('going on from any round is the same search', async () => {
    const whole = make();
    const pruner = new LotteryTicketPruner({ ...options, redraw: redrawOf(make) });
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
  test.each([undefined, null, 'draw'])('a pruner that reinitialises with redraw %s', (redraw) => {
    expect(() => new LotteryTicketPruner({ ...options, redraw: redraw as never })).toThrow(
      'redraw: must be a function when survivors are reinitialised, got ',
    );
  });

  test.each([
    [
      'weights of other layers',
      () => ({ weights: new Map(), others: new Map() }),
      'redrawn weights: must be',
    ],
    [
      'other weights of another size',
      () => ({ ...redrawOf(logistic)(1), others: new Map([['bias', new Float32Array(2)]]) }),
      'redrawn other weights "bias": must have 1 entries, got 2',
    ],
    [
      'a NaN',
      () => ({ ...redrawOf(logistic)(1), others: new Map([['bias', Float32Array.of(Number.NaN)]]) }),
      'bias[0]: must be finite, got NaN',
    ],
  ])('a draw of %s', async (_, redraw, message) => {
    const { model, trainer } = logistic();
    const pruner = new LotteryTicketPruner({ ...options, redraw });
    await expect(pruner.findTicket(model, trainer)).rejects.toThrow(message);
  });
});

// Updates that come too late: after the search was aborted, or after train has ended.

import { expect, test } from 'vitest';
import { LotteryTicketPruner, type TrainingSpan } from '../../src/pruning/index.ts';
import { toy } from './toy.ts';

const pruner = new LotteryTicketPruner({ targetSparsity: 0.5, pruningRounds: 2 });

test.each([1, 2])('an aborted search stops at the next afterUpdate, in round %i', async (last) => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const { model, trainer, update } = toy();
  const clocks: string[] = [];
  const train = ({ round, from, to, afterUpdate }: TrainingSpan) => {
    for (let clock = from + 1; clock <= to; clock++) {
      update();
      if (round === last && clock === 2) controller.abort(reason);
      clocks.push(`${round}:${clock}`);
      afterUpdate(clock);
    }
  };
  const search = pruner.findTicket(model, { ...trainer, train }, { signal: controller.signal });
  await expect(search).rejects.toBe(reason);
  expect(clocks.at(-1)).toBe(`${last}:2`);
});

test("a trainer that catches the signal's reason does not continue", async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const { model, trainer, update } = toy();
  const train = ({ from, to, afterUpdate }: TrainingSpan) => {
    for (let clock = from + 1; clock <= to; clock++) {
      update();
      if (clock === to) controller.abort(reason);
      try {
        afterUpdate(clock);
      } catch {}
    }
  };
  const search = pruner.findTicket(model, { ...trainer, train }, { signal: controller.signal });
  await expect(search).rejects.toBe(reason);
});

test('an update after train has ended throws, and does not touch the model', async () => {
  const { model, trainer, w, update } = toy();
  const late: ((clock: number) => void)[] = [];
  const train = ({ from, to, afterUpdate }: TrainingSpan) => {
    for (let clock = from; clock < to; clock++) {
      update();
      afterUpdate(clock + 1);
    }
    late.push(afterUpdate);
  };
  await pruner.findTicket(model, { ...trainer, train });
  w.fill(3);
  for (const afterUpdate of late)
    expect(() => afterUpdate(5)).toThrow('afterUpdate: must not be called after train has ended');
  expect(w).toEqual(new Float32Array(8).fill(3));
});

test('a training that was not awaited is stopped at its next update', async () => {
  const { model, trainer } = toy();
  let training: Promise<void> = Promise.resolve();
  const train = (span: TrainingSpan) => {
    training = trainer.train(span);
    training.catch(() => {});
  };
  await expect(pruner.findTicket(model, { ...trainer, train })).rejects.toThrow(
    'trainer: must call afterUpdate after each of 4 updates, got ',
  );
  await expect(training).rejects.toThrow('afterUpdate: must not be called after train has ended');
});

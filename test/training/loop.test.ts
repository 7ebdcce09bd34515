import { describe, expect, test } from 'vitest';
import {
  DivergenceError,
  type LoopSpan,
  type LoopSteps,
  trainingLoop,
  type Update,
} from '../../src/training/index.ts';

/** Steps with loss 1 / (iteration + 1) that record the order of calls. */
function steps(change: Partial<LoopSteps<{ validationLoss: number; validationAccuracy: number }>> = {}) {
  const calls: string[] = [];
  const loop = {
    update: (iteration: number) => {
      calls.push(`update ${iteration}`);
      return 1 / (iteration + 1);
    },
    evaluate: () => {
      calls.push('evaluate');
      return { validationLoss: 2, validationAccuracy: 0.5, density: 0.25 };
    },
    ...change,
  };
  return { loop, calls };
}

const SPAN: LoopSpan = { from: 0, to: 5, evaluateEvery: 2 };

async function pointsOf(...[loop, span]: Parameters<typeof trainingLoop>) {
  const points = [];
  for await (const point of trainingLoop(loop, span)) points.push(point);
  return points;
}

describe('trainingLoop', () => {
  test('trainingLoop evaluates at the start, at multiples of evaluateEvery and at the end', async () => {
    const { loop, calls } = steps();
    const points = await pointsOf(loop, SPAN);
    expect(points.map(({ iteration }) => iteration)).toEqual([0, 2, 4, 5]);
    expect(calls).toEqual([
      ...['evaluate', 'update 0', 'update 1', 'evaluate', 'update 2', 'update 3', 'evaluate'],
      ...['update 4', 'evaluate'],
    ]);
  });

  test('a point of trainingLoop has the mean loss since the previous point and the result of evaluate', async () => {
    const points = await pointsOf(steps().loop, { ...SPAN, from: 1 });
    const evaluated = { validationLoss: 2, validationAccuracy: 0.5, density: 0.25 };
    expect(points).toEqual([
      { iteration: 1, trainingLoss: null, ...evaluated },
      { iteration: 2, trainingLoss: 1 / 2, ...evaluated },
      { iteration: 4, trainingLoss: (1 / 3 + 1 / 4) / 2, ...evaluated },
      { iteration: 5, trainingLoss: 1 / 5, ...evaluated },
    ]);
  });

  test('trainingLoop yields a point before it makes the next update', async () => {
    const { loop, calls } = steps();
    const points = trainingLoop(loop, SPAN);
    await points.next();
    await points.next();
    expect(calls).toEqual(['evaluate', 'update 0', 'update 1', 'evaluate']);
  });

  test('trainingLoop calls onUpdate after each update with the span', async () => {
    const updates: Update[] = [];
    await pointsOf(steps().loop, { ...SPAN, from: 3, onUpdate: (update) => updates.push(update) });
    expect(updates).toEqual([
      { iteration: 4, from: 3, to: 5, loss: 1 / 4 },
      { iteration: 5, from: 3, to: 5, loss: 1 / 5 },
    ]);
  });

  test('trainingLoop evaluates once for an empty span', async () => {
    expect(await pointsOf(steps().loop, { ...SPAN, from: 5 })).toHaveLength(1);
  });

  test('trainingLoop throws a DivergenceError with the curve so far for a training loss that is not finite', async () => {
    const { loop } = steps({ update: (iteration) => (iteration === 3 ? Number.NaN : 1) });
    const error = await pointsOf(loop, SPAN).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(DivergenceError);
    expect([error.iteration, error.curve.length]).toEqual([3, 2]);
    expect(error.message).toMatch(/^loss: must stay finite/);
  });

  test('trainingLoop throws a DivergenceError with the curve so far for a validation loss that is not finite', async () => {
    let evaluations = 0;
    const { loop } = steps({
      evaluate: () => ({ validationLoss: ++evaluations === 3 ? Number.NaN : 1, validationAccuracy: 0 }),
    });
    const error = await pointsOf(loop, SPAN).catch((thrown) => thrown);
    expect([error.iteration, error.curve.length]).toEqual([4, 2]);
    expect(error.message).toMatch(/^validation loss: must stay finite/);
  });

  test('trainingLoop throws the reason of an aborted signal before the first evaluation', async () => {
    const { loop, calls } = steps();
    const reason = new Error('enough');
    await expect(pointsOf(loop, { ...SPAN, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(calls).toEqual([]);
  });

  test('trainingLoop throws the reason of a signal that aborts between updates before the next update', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const { loop, calls } = steps();
    const onUpdate = ({ iteration }: Update) => iteration === 1 && controller.abort(reason);
    await expect(pointsOf(loop, { ...SPAN, signal: controller.signal, onUpdate })).rejects.toBe(reason);
    expect(calls).toEqual(['evaluate', 'update 0']);
  });

  test('trainingLoop pauses every 50 iterations, so that timers run', async () => {
    let ran = 0;
    setTimeout(() => ran++);
    const seen: number[] = [];
    const onUpdate = ({ iteration }: Update) => iteration % 50 === 1 && seen.push(ran);
    await pointsOf(steps().loop, { from: 1, to: 102, evaluateEvery: 1000, onUpdate });
    expect(seen).toEqual([1, 1]);
  });
});

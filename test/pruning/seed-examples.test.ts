// Every code example of the document this project implements, "Lottery Ticket Hypothesis", in TypeScript: one test an
// example, headed by the example's own words. There they are Rust, on `Linear::new(256, 128)`, and are given no trainer;
// here each search trains.

import { describe, expect, test } from 'vitest';
import { backward, mse } from '../../src/autograd/index.ts';
import { Linear, mlp } from '../../src/nn/index.ts';
import { SGD } from '../../src/optim/index.ts';
import {
  LotteryTicketConfig,
  LotteryTicketPruner,
  planRewind,
  pruningRate,
  RewindStrategy,
  remaining,
  type Trainer,
  type WinningTicket,
} from '../../src/pruning/index.ts';
import { Random } from '../../src/random.ts';
import { Tensor, tensor } from '../../src/tensor/index.ts';
import { bitsOf } from './clients.ts';

const TOTAL = 256 * 128;
const linear = (seed = 1) => new Linear(256, 128, { random: new Random(seed) });

/** Teaches a layer to imitate another one, one example an update. Returns how many updates it made. */
function trainerOf(model: Linear, iterations: number): Trainer<number> & { updates: number } {
  const random = new Random(2);
  const teacher = linear(3);
  const optimizer = new SGD(model.namedParameters(), { learningRate: 0.05, momentum: 0.9 });
  return {
    iterations,
    updates: 0,
    state: () => optimizer.state(),
    load: (state) => optimizer.load(state as ReturnType<typeof optimizer.state>),
    train({ from, to, afterUpdate }) {
      for (let clock = from; clock < to; clock++) {
        const x = tensor(
          new Float32Array(256).map(() => random.normal()),
          [1, 256],
        );
        model.zeroGrad();
        backward(mse(model.forward(x), new Tensor(teacher.forward(x).value.values(), [1, 128])));
        optimizer.step();
        this.updates++;
        afterUpdate(clock + 1);
      }
      return to - from;
    },
  };
}

describe('rewind strategies', () => {
  const T = 1000;

  test('RewindStrategy::Init: rewind to the initial random weights, the original formulation', () => {
    expect(planRewind(RewindStrategy.init(), T)).toEqual({ checkpoint: 0, from: 0, to: T });
  });

  test('RewindStrategy::Early { iteration: 100 }: rewind to weights from early in training (iteration k)', () => {
    expect(planRewind(RewindStrategy.early({ iteration: 100 }), T)).toEqual({
      checkpoint: 100,
      from: 100,
      to: T,
    });
  });

  test('RewindStrategy::Late { fraction: 0.1 } // Rewind to 10% through training', () => {
    expect(planRewind(RewindStrategy.late({ fraction: 0.1 }), T)).toEqual({
      checkpoint: null,
      from: 100,
      to: T,
    });
  });

  test('RewindStrategy::None: keep final trained weights', () => {
    expect(planRewind(RewindStrategy.none(), T)).toMatchObject({ checkpoint: null, from: T });
  });
});

test('for example, with 90% target sparsity over 10 rounds: p ≈ 0.206, remaining(10) = 0.1', () => {
  expect(pruningRate(0.9, 10).toFixed(3)).toBe('0.206');
  expect(remaining(0.9, 10, 10)).toBeCloseTo(0.1, 15);
});

/** Configure: 90% sparsity over 10 rounds, rewind to init. */
const ninetyPercent = () =>
  LotteryTicketPruner.withConfig(new LotteryTicketConfig(0.9, 10).withRewindStrategy(RewindStrategy.init()));

describe('basic usage', () => {
  test('Configure: 90% sparsity over 10 rounds, rewind to init. Find winning ticket', async () => {
    // Create a model
    const model = linear();
    const trainer = trainerOf(model, 3);
    const pruner = ninetyPercent();
    // Find winning ticket
    const ticket = await pruner.findTicket(model, trainer);
    expect([
      'Winning ticket:',
      ` Sparsity: ${(ticket.sparsity * 100).toFixed(1)}%`,
      ` Remaining params: ${ticket.remainingParameters}`,
      ` Compression: ${ticket.compressionRatio.toFixed(1)}x`,
    ]).toEqual(['Winning ticket:', ' Sparsity: 90.0%', ' Remaining params: 3277', ' Compression: 10.0x']);
    expect(ticket.totalParameters).toBe(TOTAL);
    expect(trainer.updates).toBe(30); // ten trainings, really
  });

  test('builder pattern: 0.95 over 15 rounds, Early { iteration: 500 }, global pruning', async () => {
    const pruner = LotteryTicketPruner.builder()
      .targetSparsity(0.95)
      .pruningRounds(15)
      .rewindStrategy(RewindStrategy.early({ iteration: 500 }))
      .globalPruning(true)
      .build();
    const model = linear();
    const trainer = trainerOf(model, 502);
    const ticket = await pruner.findTicket(model, trainer);
    expect(ticket.remainingParameters).toBe(Math.round(TOTAL * 0.05));
    expect(ticket.sparsityHistory.length).toBe(15);
    expect(trainer.updates).toBe(502 + 14 * 2);
    const initial = linear().weight.data;
    const survivors = [...(ticket.mask.layers.get('weight') as Uint8Array)].flatMap((bit, i) =>
      bit === 1 ? [i] : [],
    );
    const values = ticket.weights.get('weight') as Float32Array;
    expect(survivors.some((i) => values[i] === initial[i])).toBe(false);
  });

  test('global pruning ranks all layers together, and layerwise pruning keeps the same fraction of each layer', async () => {
    const share = async (global: boolean) => {
      const model = mlp([64, 32, 8], { random: new Random(1) });
      const pruner = LotteryTicketPruner.builder()
        .targetSparsity(0.5)
        .pruningRounds(1)
        .globalPruning(global)
        .allowUntrained(true)
        .build();
      const trainer: Trainer = { iterations: 1, train: ({ afterUpdate }) => afterUpdate(1) };
      const { layers } = await pruner.findTicket(model, trainer);
      return [...layers.values()].map(({ total, remaining }) => remaining / total);
    };
    expect(await share(false)).toEqual([0.5, 0.5]);
    const [hidden, output] = await share(true);
    expect(output).toBeGreaterThan(hidden); // Glorot draws the smaller layer's weights larger
  });
});

describe('applying the ticket', () => {
  test('Apply winning ticket mask and rewind weights: 90% zeros, non-zero weights reset to initial values', async () => {
    const found = linear();
    const initial = found.weight.data.slice();
    const pruner = ninetyPercent();
    const ticket = await pruner.findTicket(found, trainerOf(found, 3));
    const model = linear(99);
    pruner.applyTicket(model, ticket);
    // The model now has:
    // 1. Sparse weights (90% zeros)
    const { data } = model.weight;
    expect(data.filter((value) => Object.is(value, 0)).length).toBe(TOTAL - 3277);
    // 2. Non-zero weights reset to initial values
    data.forEach((value, i) => {
      if (value !== 0 && value !== initial[i]) expect.fail(`weight[${i}] is ${value}, not ${initial[i]}`);
    });
    expect(model.bias?.data).toEqual(new Float32Array(128));
  });

  test('idempotence: apply(apply(W, m), m) = apply(W, m)', async () => {
    const model = linear();
    const pruner = ninetyPercent();
    const { mask } = await pruner.findTicket(model, trainerOf(model, 2));
    const weights = linear(5).prunableWeights();
    mask.apply(weights);
    const once = bitsOf(weights);
    mask.apply(weights);
    expect(bitsOf(weights)).toEqual(once);
  });
});

// The document's own printout reads 37.0 % and 50.0 % in rounds 2 and 3: powers of the rounded rate 0.206 give 37.0 and
// 49.9, and its formula gives 36.9 (0.36904) and 49.9 (0.49881).
test('tracking sparsity history: Round 1: 20.6% … Round 10: 90.0%', async () => {
  const model = linear();
  const ticket = await ninetyPercent().findTicket(model, trainerOf(model, 2));
  const lines = ticket.sparsityHistory.map(
    (sparsity, round) => `Round ${round + 1}: ${(sparsity * 100).toFixed(1)}%`,
  );
  expect(lines).toEqual([
    'Round 1: 20.6%',
    'Round 2: 36.9%',
    'Round 3: 49.9%',
    'Round 4: 60.2%',
    'Round 5: 68.4%',
    'Round 6: 74.9%',
    'Round 7: 80.0%',
    'Round 8: 84.2%',
    'Round 9: 87.4%',
    'Round 10: 90.0%',
  ]);
});

test('total cost = rounds × training_cost: 10 rounds make 10 trainings', async () => {
  const model = linear();
  const trainer = trainerOf(model, 3);
  await ninetyPercent().findTicket(model, trainer);
  expect(trainer.updates).toBe(10 * 3);
});

/** Approximate winning ticket in one shot. */
const oneShot = () =>
  LotteryTicketPruner.builder()
    .targetSparsity(0.9)
    .pruningRounds(1) // Single round
    .build();

test('one-shot: an approximate winning ticket in a single round', async () => {
  const model = linear();
  const trainer = trainerOf(model, 4);
  const ticket = await oneShot().findTicket(model, trainer);
  expect(trainer.updates).toBe(4);
  expect(ticket.sparsityHistory).toEqual([ticket.sparsity]);
  expect(ticket.remainingParameters).toBe(3277);
});

describe('mathematical properties', () => {
  const found = async (): Promise<WinningTicket> => {
    const model = linear();
    return oneShot().findTicket(model, trainerOf(model, 2));
  };

  test('mask ∈ {0, 1}ⁿ; sparsity = sum(mask = 0) / n; density = 1 − sparsity', async () => {
    const ticket = await found();
    const bits = [...(ticket.mask.layers.get('weight') as Uint8Array)];
    expect(new Set(bits)).toEqual(new Set([0, 1]));
    expect(ticket.sparsity).toBe(bits.filter((bit) => bit === 0).length / bits.length);
    expect(ticket.density + ticket.sparsity).toBe(1);
  });

  test('compression = total_params / remaining_params = 1 / density; for 90% sparsity: 10x', async () => {
    const ticket = await found();
    expect(ticket.compressionRatio).toBe(TOTAL / 3277);
    expect(ticket.compressionRatio).toBeCloseTo(1 / ticket.density, 12);
    expect(`${ticket.compressionRatio.toFixed(1)}x`).toBe('10.0x');
  });
});

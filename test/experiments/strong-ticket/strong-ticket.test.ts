import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { noGrad } from '../../../src/autograd/index.ts';
import { NonFiniteError, ShapeError, TicketError, ValueError } from '../../../src/errors.ts';
import {
  findStrongTicket,
  prunesOnly,
  type StrongTicket,
  type StrongTicketOptions,
} from '../../../src/experiments/index.ts';
import { shareUnits } from '../../../src/experiments/strong-ticket/hidden-units.ts';
import { useKernels } from '../../../src/kernels/index.ts';
import { mlp } from '../../../src/nn/index.ts';
import { Random } from '../../../src/random.ts';
import { tensor } from '../../../src/tensor/index.ts';

afterEach(() => useKernels('simd'));

const sizesOf = fc.tuple(
  fc.integer({ min: 1, max: 4 }),
  fc.integer({ min: 1, max: 4 }),
  fc.integer({ min: 1, max: 3 }),
);

const problems = fc.record({
  sizes: sizesOf,
  n: fc.integer({ min: 1, max: 10 }),
  seed: fc.nat(),
  signed: fc.boolean(),
});
type Problem = { sizes: [number, number, number]; n: number; seed: number; signed: boolean };

function optionsOf({
  sizes,
  n,
  seed,
  signed,
}: Problem): StrongTicketOptions & { network: ReturnType<typeof mlp> } {
  const network = mlp(sizes, { random: new Random(seed).fork('target'), bias: false });
  return { target: network.prunableWeights(), sizes, n, signed, random: new Random(seed), network };
}

function ticketOf(options: StrongTicketOptions): StrongTicket {
  let last: unknown;
  for (const item of findStrongTicket(options)) last = item;
  return last as StrongTicket;
}

const problem = (change: Partial<StrongTicketOptions> = {}) => ({
  ...optionsOf({ sizes: [3, 4, 2], n: 12, seed: 1, signed: true }),
  ...change,
});

test('it is a mask on a random network: every survivor has the random weight’s bits, every other weight is +0', () =>
  fc.assert(
    fc.property(problems, (given) => {
      const options = optionsOf(given);
      const { network, weights, mask } = ticketOf(options);
      expect(prunesOnly(weights, network)).toBe(true);
      for (const [name, { mask: own }] of network.namedParameters())
        expect(own).toEqual(mask.layers.get(name));
    }),
  ));

test('the random network does not depend on the target', () => {
  const other = new Map([...problem().target].map(([name, values]) => [name, values.map((x) => -x / 2)]));
  expect(ticketOf(problem({ target: other })).weights).toEqual(ticketOf(problem()).weights);
});

test('what the surviving weights add up to is within the reported error of each target weight, for either sign of input', () =>
  fc.assert(
    fc.property(problems, (given) => {
      const options = optionsOf(given);
      const { network, errors, weightError, sizes } = ticketOf(options);
      const weight = (name: string) => network.prunableWeights().get(name) as Float32Array;
      for (const layer of [0, 1] as const) {
        const [u, v] = [weight(`fc${2 * layer + 1}.weight`), weight(`fc${2 * layer + 2}.weight`)];
        const target = options.target.get(`fc${layer + 1}.weight`) as Float32Array;
        const reported = errors.get(`fc${layer + 1}.weight`) as Float64Array;
        const [inputs, width] = [sizes[2 * layer], sizes[2 * layer + 1]];
        for (const sign of layer === 0 && given.signed ? [1, -1] : [1]) {
          target.forEach((w, at) => {
            const [i, j] = [Math.floor(at / inputs), at % inputs];
            let total = 0;
            for (let h = 0; h < width; h++) {
              if (u[h * inputs + j] * sign > 0) total += v[i * width + h] * u[h * inputs + j];
            }
            // Both add up to n products below 1 in float64, each in its own order.
            expect(Math.abs(w - total)).toBeLessThanOrEqual(reported[at] + given.n * given.n * 2 ** -52);
            expect(reported[at]).toBeLessThanOrEqual(weightError);
          });
        }
      }
    }),
  ));

test('each hidden unit of a gadget looks at one input alone', () => {
  const { mask, sizes } = ticketOf(problem());
  for (const [name, inputs] of [
    ['fc1.weight', sizes[0]],
    ['fc3.weight', sizes[2]],
  ] as const) {
    const bits = mask.layers.get(name) as Uint8Array;
    for (let h = 0; h < bits.length / inputs; h++) {
      const kept = bits.subarray(h * inputs, (h + 1) * inputs).reduce((sum, bit) => sum + bit, 0);
      expect(kept).toBeLessThanOrEqual(1);
    }
  }
});

test('its outputs stay within the reported bound of the target’s for every input within the radius', () =>
  fc.assert(
    fc.property(
      problems,
      fc.array(
        fc.integer({ min: -64, max: 64 }).map((x) => x / 32),
        { minLength: 4, maxLength: 4 },
      ),
      (given, numbers) => {
        const options = optionsOf(given);
        const { network, outputBound } = ticketOf({ ...options, radius: 2 });
        const row = numbers.slice(0, given.sizes[0]).map((x) => (given.signed ? x : Math.abs(x)));
        const [y, ŷ] = [options.network, network].map((net) => [
          ...noGrad(() => net.forward(tensor([row]))).value.values(),
        ]);
        // binary32 rounds sums of fewer than 400 terms, none above 100: 400 · 100 · 2⁻²⁴ < 0.003.
        const off = Math.max(...y.map((value, o) => Math.abs(value - ŷ[o])));
        expect(off).toBeLessThanOrEqual(outputBound + 0.003);
      },
    ),
  ));

test('more random weights come nearer', () => {
  const [few, many] = [4, 16].map((n) => ticketOf(problem({ n })));
  expect(many.weightError).toBeLessThan(few.weightError / 4);
  expect(many.outputBound).toBeLessThan(few.outputBound / 4);
});

test('same seed, same ticket, on either set of kernels; another seed, another', () => {
  const told = (name: 'simd' | 'reference', seed: number) => {
    useKernels(name);
    const { mask, errors, network } = ticketOf(problem({ random: new Random(seed) }));
    return { mask, errors, y: [...noGrad(() => network.forward(tensor([[1, -0.5, 0.25]]))).value.values()] };
  };
  expect(told('simd', 1)).toEqual(told('simd', 1));
  expect(told('reference', 1)).toEqual(told('simd', 1));
  expect(told('simd', 2).y).not.toEqual(told('simd', 1).y);
});

test('progress counts the target’s rows', () => {
  const rows = [...findStrongTicket(problem())].filter((item) => item.kind === 'progress');
  expect(rows).toEqual([1, 2, 3, 4, 5, 6].map((done) => ({ kind: 'progress', done, total: 6 })));
});

test('bad options are refused', () => {
  for (const n of [0, 41, 1.5, Number.NaN])
    expect(() => ticketOf(problem({ n }))).toThrow('n: must be an integer in [1, 40]');
  for (const radius of [-1, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => ticketOf(problem({ radius }))).toThrow('radius: must be finite and ≥ 0');
  for (const size of [0, 1.5]) expect(() => ticketOf(problem({ sizes: [3, size, 2] }))).toThrow(ValueError);
  expect(() => ticketOf(problem({ sizes: [3, 1e15, 2] }))).toThrow('random network: must have at most');
  expect(() => ticketOf(problem({ sizes: [3, 5, 2] }))).toThrow(ShapeError);
  expect(() => ticketOf(problem({ target: new Map() }))).toThrow('target: must be the layers');
  const target = new Map(problem().target).set('fc2.weight', new Float32Array(8).fill(Number.NaN));
  expect(() => ticketOf(problem({ target }))).toThrow(NonFiniteError);
});

test('random weights that leave an input without enough strong units are an error, not a worse ticket', () => {
  const sharing = { inputs: 2, n: 1, signed: true };
  expect(() => shareUnits(Float32Array.of(1, 1, 1, 1, 1, 1, 1, 1), 4, sharing)).toThrow(TicketError);
  expect(() => shareUnits(Float32Array.of(0.4, 0.4, -0.4, -0.4, 0.4, 0.4, -0.4, -0.4), 4, sharing)).toThrow(
    'hidden units: must serve every input, got too few for input 0 of 2',
  );
  expect(shareUnits(Float32Array.of(0.5, 1, -0.5, 1, 0.4, 1, 1, -1), 4, sharing)).toEqual([
    { positive: [0], negative: [1] },
    { positive: [2], negative: [3] },
  ]);
});

import { expect, test } from 'vitest';
import { prunesOnly } from '../../../src/experiments/index.ts';
import { mlp } from '../../../src/nn/index.ts';
import { copyOf } from '../../../src/pruning/checkpoint.ts';
import { Random } from '../../../src/random.ts';

const NAME = 'fc1.weight';

function pruned() {
  const network = mlp([2, 2], { random: new Random(1), bias: false });
  const original = copyOf(network.prunableWeights());
  network.setMask(new Map([[NAME, Uint8Array.of(1, 0, 1, 1)]]));
  return { network, original, live: network.prunableWeights().get(NAME) as Float32Array };
}

test('a network that was only pruned is recognised', () => {
  const { network, original } = pruned();
  expect(prunesOnly(original, network)).toBe(true);
});

test('a survivor moved by one bit, a pruned weight that is not +0, or a parameter more is noticed', () => {
  const moved = pruned();
  new Uint32Array(moved.live.buffer, moved.live.byteOffset, 4)[0] ^= 1;
  expect(prunesOnly(moved.original, moved.network)).toBe(false);

  const revived = pruned();
  revived.live[1] = -0;
  expect(prunesOnly(revived.original, revived.network)).toBe(false);

  const { original } = pruned();
  expect(prunesOnly(original, mlp([2, 2], { random: new Random(1) }))).toBe(false); // it has a bias
  expect(prunesOnly(new Map([[NAME, new Float32Array(3)]]), pruned().network)).toBe(false);
  expect(prunesOnly(new Map([['other', new Float32Array(4)]]), pruned().network)).toBe(false);
});

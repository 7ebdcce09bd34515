import {
  type MaskedOptimizer,
  type MaskedStepImpl,
  maskedStepLaws,
  ours,
  type StepOptions,
} from '../../../src/laws/index.ts';
import type { WrongImplementations } from '../rejections.ts';

/** A right optimizer, and how a wrong one uses it. */
type Wrong = (right: MaskedOptimizer, options: StepOptions, size: number) => MaskedOptimizer['step'];

const right = (options: StepOptions, size: number) =>
  ours.maskedStep.optimizer(options, size) as MaskedOptimizer;

const by = (wrong: Wrong): MaskedStepImpl => ({
  optimizer(options, size) {
    const optimizer = right(options, size);
    return { step: wrong(optimizer, options, size), state: () => optimizer.state() };
  },
});

const times = (values: Float32Array, mask: Uint8Array | null) =>
  mask === null ? values : values.map((value, i) => (mask[i] === 0 ? 0 : value));

/** Wrong optimizers under a mask. */
export const maskedStepWrong: WrongImplementations<MaskedStepImpl> = {
  set: maskedStepLaws,
  rejects: {
    'pruned weights stay +0 under momentum and weight decay': [
      'masks the gradient, so that momentum revives the pruned',
      'takes weight decay from the weights as they were before the mask',
      'freezes pruned weights where they stand',
      'multiplies by the mask, leaving −0',
      'Adam without bias correction',
    ],
    'the optimizer state of pruned weights is +0': [
      'masks the gradient, so that momentum revives the pruned',
      'zeroes the weights after the step and leaves their memory',
      'never moves a weight once there is a mask',
    ],
    'surviving weights are updated as in a network without the pruned weights': [
      'forgets the survivors’ memory when the mask arrives',
      'clips by a norm that counts the gradients of the pruned',
      'never moves a weight once there is a mask',
    ],
    'every surviving weight moves against its gradient, whether it is positive or negative': [
      'freezes every negative weight',
      'never moves a weight once there is a mask',
    ],
    'each step applies its own mask, and updates surviving weights as without a mask': [
      'masks the gradient, so that momentum revives the pruned',
      'takes weight decay from the weights as they were before the mask',
      'freezes pruned weights where they stand',
      'multiplies by the mask, leaving −0',
      'clips by a norm that counts the gradients of the pruned',
      'never moves a weight once there is a mask',
      'Adam without bias correction',
      'keeps the first mask that it is given',
    ],
    'each weight of a large array is updated independently of the others': [
      'clips by a norm that counts the gradients of the pruned',
      'updates the first 65,536 weights only',
    ],
    'steps without a mask are those of PyTorch': [
      'clips by a norm that counts the gradients of the pruned',
      'freezes every negative weight',
      'Adam without bias correction',
      'ignores weight decay',
      'ignores the Nesterov flag',
      'couples the weight decay of AdamW with the gradient',
    ],
  },
  implementations: [
    {
      name: 'masks the gradient, so that momentum revives the pruned',
      from: 'a mistake of well-known implementations: momentum reviving pruned weights',
      impl: by((optimizer) => {
        let isPruned = false;
        return (weights, gradient, mask) => {
          if (mask !== null && !isPruned) weights.set(times(weights, mask));
          isPruned = mask !== null;
          optimizer.step(weights, times(gradient, mask), null);
        };
      }),
    },
    {
      name: 'takes weight decay from the weights as they were before the mask',
      from: 'the same list: weight decay reviving pruned weights',
      impl: by((optimizer, { learningRate, weightDecay }) => (weights, gradient, mask) => {
        const before = weights.slice();
        optimizer.step(weights, gradient, mask);
        mask?.forEach((bit, i) => {
          if (bit === 0) weights[i] -= learningRate * weightDecay * before[i];
        });
      }),
    },
    {
      name: 'freezes pruned weights where they stand',
      from: 'the mask action “freeze” of Zhou et al. 2019, §4, taken for pruning',
      impl: by((optimizer) => (weights, gradient, mask) => {
        const before = weights.slice();
        optimizer.step(weights, gradient, mask);
        mask?.forEach((bit, i) => {
          if (bit === 0) weights[i] = before[i];
        });
      }),
    },
    {
      name: 'multiplies by the mask, leaving −0',
      from: 'easily made: w * 0 is −0 for w < 0',
      impl: by((optimizer) => (weights, gradient, mask) => {
        const before = weights.slice();
        optimizer.step(weights, gradient, mask);
        mask?.forEach((bit, i) => {
          if (bit === 0) weights[i] = before[i] * 0;
        });
      }),
    },
    {
      name: 'zeroes the weights after the step and leaves their memory',
      from: 'weight *= mask after optimizer.step(), as most scripts do: the memory goes on, and revives what is regrown',
      impl: by((optimizer) => (weights, gradient, mask) => {
        optimizer.step(weights, gradient, null);
        weights.set(times(weights, mask));
      }),
    },
    {
      name: 'forgets the survivors’ memory when the mask arrives',
      from: 'a new optimizer for the pruned network, without a rewind',
      impl: {
        optimizer(options, size) {
          let optimizer = right(options, size);
          let isPruned = false;
          return {
            step(weights, gradient, mask) {
              if (mask !== null && !isPruned) optimizer = right(options, size);
              isPruned = mask !== null;
              optimizer.step(weights, gradient, mask);
            },
            state: () => optimizer.state(),
          };
        },
      },
    },
    {
      name: 'clips by a norm that counts the gradients of the pruned',
      from: 'gradients clipped before they are masked',
      impl: by((optimizer) => (weights, gradient, mask) => {
        const norm = Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0));
        optimizer.step(weights, norm > 1 ? gradient.map((g) => g / norm) : gradient, mask);
      }),
    },
    {
      name: 'freezes every negative weight',
      from: 'the same list: `tensor < EPS` for `|tensor| < EPS`, in a widely used reimplementation',
      impl: by((optimizer) => (weights, gradient, mask) => {
        const frozen = weights.map((w, i) => (w < 1e-6 ? 0 : gradient[i]));
        optimizer.step(weights, frozen, mask);
      }),
    },
    {
      name: 'never moves a weight once there is a mask',
      from: 'the same list: “finding a ticket” without ever training',
      impl: by((optimizer) => (weights, gradient, mask) => {
        if (mask === null) optimizer.step(weights, gradient, null);
        else weights.set(times(weights, mask));
      }),
    },
    {
      name: 'Adam without bias correction',
      from: 'easily made: the correction is 1 after many steps',
      impl: by((optimizer, options) => {
        let step = 0;
        return (weights, gradient, mask) => {
          const before = weights.slice();
          optimizer.step(weights, gradient, mask);
          if (options.kind === 'sgd') return;
          step++;
          const factor = (1 - options.betas[0] ** step) / Math.sqrt(1 - options.betas[1] ** step);
          for (let i = 0; i < weights.length; i++) weights[i] = before[i] + factor * (weights[i] - before[i]);
        };
      }),
    },
    {
      name: 'ignores weight decay',
      from: 'an option that is read and not used',
      impl: {
        optimizer: (options, size) => right({ ...options, weightDecay: 0 }, size),
      },
    },
    {
      name: 'ignores the Nesterov flag',
      from: 'the same',
      impl: {
        optimizer: (options, size) =>
          right(options.kind === 'sgd' ? { ...options, nesterov: false } : options, size),
      },
    },
    {
      name: 'couples the weight decay of AdamW with the gradient',
      from: 'Loshchilov & Hutter 2019: frameworks called L2 regularization weight decay',
      impl: {
        optimizer: (options, size) =>
          right(options.kind === 'adamw' ? { ...options, kind: 'adam' } : options, size),
      },
    },
    {
      name: 'keeps the first mask that it is given',
      from: 'a mask stored when pruning begins: weights that later rounds prune are trained on',
      impl: by((optimizer) => {
        let first: Uint8Array | null = null;
        return (weights, gradient, mask) => {
          first ??= mask;
          optimizer.step(weights, gradient, first);
        };
      }),
    },
    {
      name: 'updates the first 65,536 weights only',
      from: 'an index of 16 bits',
      impl: by((optimizer) => (weights, gradient, mask) => {
        const before = weights.slice(65_536);
        optimizer.step(weights, gradient, mask);
        weights.set(before, Math.min(weights.length, 65_536));
      }),
    },
  ],
};

// TensorFlow.js on one of its backends. Its weights lie [inputs, outputs], the way its own dense layer keeps them.

import '@tensorflow/tfjs-layers'; // registers the gradients
import * as tf from '@tensorflow/tfjs-core';
import { type Contender, timed } from '../contender.ts';
import type { Layer, MatmulProblem, StepProblem } from '../problems.ts';
import { COMPARED } from '../step.ts';

/** Both benchmarks on a backend, which is made current before each run: two of them share one process. */
export function on(backend: string) {
  const here = async <Result>(act: () => Result | Promise<Result>): Promise<Result> => {
    await tf.setBackend(backend);
    return act();
  };
  const contender = (run: () => unknown, check: () => ArrayLike<number>, close: () => void): Contender => ({
    run: (times) => here(() => timed(times, run)),
    check: () => here(check),
    close: () => here(close),
  });

  async function matmul({ a, b, m, k, n }: MatmulProblem): Promise<Contender> {
    const [left, right] = await here(() => [tf.tensor2d(a, [m, k]), tf.tensor2d(b, [k, n])]);
    return contender(
      () => tf.matMul(left, right).dispose(),
      () => tf.tidy(() => tf.matMul(left, right).dataSync()),
      () => tf.dispose([left, right]),
    );
  }

  async function step(problem: StepProblem): Promise<Contender> {
    const { next, held } = await here(() => training(problem));
    return contender(
      next,
      () => Array.from({ length: COMPARED }, next),
      () => tf.dispose(held),
    );
  }

  return { matmul, step };
}

/** Masks multiply the weights in the forward pass, so that their gradients are masked too. */
function training({ layers, batches, batchSize, learningRate }: StepProblem) {
  const weights = layers.map(({ weight, inputs, outputs }) =>
    tf.variable(tf.tidy(() => tf.transpose(tf.tensor2d(weight, [outputs, inputs])))),
  );
  const biases = layers.map(({ bias }) => tf.variable(tf.tensor1d(bias)));
  const masks = layers.map(maskOf);
  const ready = batches.map(({ inputs, labels }) => ({
    x: tf.tensor2d(inputs, [batchSize, layers[0].inputs]),
    y: tf.tidy(() =>
      tf.cast(tf.oneHot(tf.tensor1d(labels, 'int32'), layers[layers.length - 1].outputs), 'float32'),
    ),
  }));
  const optimizer = tf.train.adam(learningRate, 0.9, 0.999, 1e-8);
  const forward = (x: tf.Tensor2D): tf.Tensor2D =>
    weights.reduce((h, weight, i) => {
      const mask = masks[i];
      const y = tf.add(tf.matMul(h, mask ? tf.mul(weight, mask) : weight), biases[i]);
      return (i < weights.length - 1 ? tf.relu(y) : y) as tf.Tensor2D;
    }, x);
  let clock = 0;
  const next = (): number => {
    const { x, y } = ready[clock++ % ready.length];
    const loss = optimizer.minimize(() => tf.losses.softmaxCrossEntropy(y, forward(x)) as tf.Scalar, true);
    const value = (loss as tf.Scalar).dataSync()[0];
    loss?.dispose();
    return value;
  };
  const examples = ready.flatMap(({ x, y }) => [x, y]);
  return { next, held: [...weights, ...biases, ...masks.filter((mask) => mask !== null), ...examples] };
}

const maskOf = ({ mask, inputs, outputs }: Layer): tf.Tensor2D | null =>
  mask && tf.tidy(() => tf.transpose(tf.tensor2d(Float32Array.from(mask), [outputs, inputs])));

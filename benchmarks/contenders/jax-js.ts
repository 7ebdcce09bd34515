// jax-js on its WebAssembly backend; Node gives it no Worker, so it has one thread. Every argument is consumed unless
// taken by `.ref`.

import {
  defaultDevice,
  init,
  type Array as JaxArray,
  jit,
  nn,
  numpy as np,
  tree,
  valueAndGrad,
} from '@jax-js/jax';
import { type Contender, timed } from '../contender.ts';
import type { MatmulProblem, StepProblem } from '../problems.ts';
import { COMPARED } from '../step.ts';

if (!(await init('wasm')).includes('wasm')) throw new Error('its WebAssembly backend does not start');
defaultDevice('wasm');

export function matmul({ a, b, m, k, n }: MatmulProblem): Contender {
  const [left, right] = [matrix(a, m, k), matrix(b, k, n)];
  const product = () => np.matmul(left.ref, right.ref);
  const compute = async () => (await product().blockUntilReady()).dispose();
  return {
    run: (times) => timed(times, compute),
    check: () => product().dataSync() as Float32Array,
    close: () => tree.dispose([left, right]),
  };
}

const [BETA1, BETA2, EPSILON] = [0.9, 0.999, 1e-8];

/** The whole step is one jitted function. Weights lie [inputs, outputs]; masks multiply them, and so their gradients. */
export function step({ layers, batches, batchSize, learningRate }: StepProblem): Contender {
  const transposed = (values: ArrayLike<number>, outputs: number, inputs: number) =>
    np.transpose(matrix(Float32Array.from(values), outputs, inputs));
  let parameters = layers.flatMap(({ weight, bias, inputs, outputs }) => [
    transposed(weight, outputs, inputs),
    np.array(bias),
  ]);
  let firsts = parameters.map((parameter) => np.zerosLike(parameter.ref));
  let seconds = parameters.map((parameter) => np.zerosLike(parameter.ref));
  const masks = layers.map(({ mask, inputs, outputs }) => (mask ? transposed(mask, outputs, inputs) : []));
  const classes = layers[layers.length - 1].outputs;
  const ready = batches.map(({ inputs, labels }) => ({
    x: matrix(inputs, batchSize, layers[0].inputs),
    y: matrix(oneHot(labels, classes), batchSize, classes),
  }));
  const update = jit(updateOf(batchSize, learningRate));
  let clock = 0;
  const next = (): number => {
    const { x, y } = ready[clock++ % ready.length];
    const [correction1, correction2] = [1 - BETA1 ** clock, 1 - BETA2 ** clock];
    const [loss, p, m, v] = update(
      parameters,
      firsts,
      seconds,
      tree.ref(masks),
      x.ref,
      y.ref,
      correction1,
      correction2,
    );
    [parameters, firsts, seconds] = [p, m, v];
    return loss.item();
  };
  return {
    run: (times) => timed(times, next),
    check: () => Array.from({ length: COMPARED }, next),
    close() {
      tree.dispose([parameters, firsts, seconds, masks, ready]);
      update.dispose();
    },
  };
}

type Mask = JaxArray | never[];

/** Forward, loss, backward and Adam: (p, m, v, masks, x, y, 1 − β₁ᵗ, 1 − β₂ᵗ) → (loss, p, m, v). */
function updateOf(batchSize: number, learningRate: number) {
  const loss = valueAndGrad((parameters: JaxArray[], masks: Mask[], x: JaxArray, y: JaxArray) => {
    let h = x;
    masks.forEach((mask, i) => {
      const weight = Array.isArray(mask) ? parameters[2 * i] : parameters[2 * i].mul(mask);
      h = np.matmul(h, weight).add(parameters[2 * i + 1]);
      if (i < masks.length - 1) h = nn.relu(h);
    });
    return nn
      .logSoftmax(h)
      .mul(y)
      .sum()
      .mul(-1 / batchSize);
  });
  return (
    parameters: JaxArray[],
    firsts: JaxArray[],
    seconds: JaxArray[],
    masks: Mask[],
    x: JaxArray,
    y: JaxArray,
    correction1: JaxArray,
    correction2: JaxArray,
  ): [JaxArray, JaxArray[], JaxArray[], JaxArray[]] => {
    const [value, gradients] = loss(tree.ref(parameters), masks, x, y);
    const m = firsts.map((first, i) => first.mul(BETA1).add(gradients[i].ref.mul(1 - BETA1)));
    const v = seconds.map((second, i) =>
      second.mul(BETA2).add(gradients[i].ref.mul(gradients[i]).mul(1 - BETA2)),
    );
    const p = parameters.map((parameter, i) => {
      const denominator = np.sqrt(v[i].ref.div(correction2.ref)).add(EPSILON);
      return parameter.sub(m[i].ref.div(correction1.ref).mul(learningRate).div(denominator));
    });
    tree.dispose([correction1, correction2]);
    return [value, p, m, v];
  };
}

const matrix = (values: Float32Array, rows: number, columns: number): JaxArray =>
  np.array(values as Float32Array<ArrayBuffer>).reshape([rows, columns]);

function oneHot(labels: Uint8Array, classes: number): Float32Array {
  const rows = new Float32Array(labels.length * classes);
  labels.forEach((label, i) => {
    rows[i * classes + label] = 1;
  });
  return rows;
}

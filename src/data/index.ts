// The part of the module that runs in browsers. `mnist.ts` reads MNIST from disk and requires Node.
export * from './batches.ts';
export { createDataset } from './check-dataset.ts';
export { checkPerClass, classBalanced } from './class-balanced.ts';
export * from './dataset.ts';
export { type Idx, parseIdx } from './idx.ts';
export * from './mnist-from-idx.ts';
export { normalize } from './normalize.ts';
export * from './spirals.ts';
export * from './subset.ts';
export type { SyntheticOptions } from './synthetic.ts';
export * from './teacher-student.ts';
export * from './two-moons.ts';
export * from './xor.ts';

// One seed of a method, in a worker thread or in this one.

import { type KernelsName, useKernels } from '../../kernels/index.ts';
import type { Trial } from '../../parallel/index.ts';
import type { TrialState } from '../trial-watcher.ts';
import type { MethodConfig, SeedFacts } from './method.ts';
import { methodNamed } from './methods.ts';

/** What a trial is told. */
export interface MethodOrder {
  readonly method: string;
  readonly config: MethodConfig;
  /** The kernels to compute with; the engine's choice without them. */
  readonly kernels?: KernelsName;
}

/** What it gives. */
export interface MethodOutcome {
  readonly result: SeedFacts;
  readonly seconds: number;
}

/** Runs the method with one seed. */
export const trial: Trial<MethodOrder, MethodOutcome, TrialState> = async (
  { method, config, kernels },
  tools,
) => {
  if (kernels !== undefined) useKernels(kernels);
  const started = performance.now();
  const result = await methodNamed(method).run(config, tools);
  return { result, seconds: (performance.now() - started) / 1000 };
};

import type { Module } from '../../nn/module.ts';
import { dense, type NetworkSource } from '../trial.ts';

/**
 * Returns the network with newly drawn initial weights, for random reinitialization. Each copy 1, 2, … has different weights.
 *
 * @throws {ValueError} if the network is under a mask.
 */
export const reinitializedModel = ({ makeModel, random }: NetworkSource, copy = 1): Module =>
  dense(makeModel(random.fork(copy === 1 ? 'reinitialisation' : `reinitialisation ${copy}`)));

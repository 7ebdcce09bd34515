import { ValueError } from '../errors.ts';
import type { Module } from '../nn/index.ts';
import type { Optimizer } from '../optim/index.ts';

/**
 * Checks that an optimizer updates no parameters but those of a model.
 *
 * @throws {ValueError} otherwise; the message names the others.
 */
export function checkOptimizer(model: Module, optimizer: Optimizer): void {
  const own = [...model.namedParameters().values()];
  const foreign = [...optimizer.parameters].flatMap(([name, one]) => (own.includes(one) ? [] : [name]));
  if (foreign.length > 0)
    throw new ValueError('optimizer', 'must be made with the parameters of this model', foreign);
}

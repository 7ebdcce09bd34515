import type { Arbitrary } from 'fast-check';
import { fc } from '../fast-check.ts';

/** One command, as it is printed. Those that make no sense where the search stands are passed over. */
export type Step =
  | 'train'
  | 'prune'
  | 'rewind'
  | 'checkpoint'
  | 'apply'
  | { readonly abortAfter: number }
  | { readonly trainOutside: number }
  | { readonly restore: number; readonly inANewNetwork: boolean };

const outside: Arbitrary<Step> = fc.oneof(
  fc.constantFrom<Step>('checkpoint', 'apply'),
  fc.record({ abortAfter: fc.nat({ max: 3 }) }),
  fc.record({ trainOutside: fc.integer({ min: 1, max: 2 }) }),
  fc.record({ restore: fc.nat({ max: 3 }), inANewNetwork: fc.boolean() }),
);

/** Any sequence; three rounds fit in it. */
export const steps: Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<Step>('train', 'prune', 'rewind') },
    { weight: 1, arbitrary: outside },
  ),
  { maxLength: 40, size: 'max' },
);

/** Rounds without anything between, each begun with `training`. */
export const straight = (rounds: number, training: readonly Step[] = ['train']): Step[] =>
  Array.from({ length: rounds }, () => [...training, 'prune' as const, 'rewind' as const]).flat();

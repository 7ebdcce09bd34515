// The names of library options. An option of the command line states the library option that it becomes as a path, such as
// 'search.targetSparsity', whose names and types the compiler checks.

import type { MnistSource } from '../../data/mnist.ts';
import type {
  AtInitExperimentOptions,
  AtInitOptions,
  ComparisonOptions,
  EdgePopupOptions,
  ImpOptions,
  ScoreTraining,
  StabilityOptions,
  StrongOptions,
  SupermaskExperimentOptions,
  SweepOptions,
} from '../../experiments/index.ts';
import type { AdamOptions, SGDOptions } from '../../optim/index.ts';
import type { LotteryTicketOptions } from '../../pruning/index.ts';

/** The option objects of the library that several commands use. A path begins with the name of such an object. */
export interface Sections {
  readonly data: MnistSource;
  readonly training: Pick<ScoreTraining, 'hidden' | 'batchSize' | 'iterations' | 'evaluateEvery'>;
  readonly optimizer: SGDOptions & AdamOptions;
  readonly search: LotteryTicketOptions;
  readonly pruning: Omit<AtInitOptions, 'random'>;
}

/** The experiments' own options. A path without a dot is the name of one of them. */
type OwnOptions =
  | ImpOptions
  | ComparisonOptions
  | SweepOptions
  | StabilityOptions
  | AtInitExperimentOptions
  | SupermaskExperimentOptions
  | EdgePopupOptions
  | StrongOptions;

/** Path of a library option. */
export type OptionPath =
  | { [S in keyof Sections]: `${S}.${KeysOf<Sections[S]>}` }[keyof Sections]
  | KeysOf<OwnOptions>;

/** The type of the library option at a path. */
export type ValueAt<P extends OptionPath> = P extends `${infer S extends keyof Sections}.${infer K}`
  ? ValueOf<Sections[S], K>
  : ValueOf<OwnOptions, P>;

/** Union of the keys of all members of a union type. */
type KeysOf<T> = T extends unknown ? keyof T & string : never;

/** Type of a key in the members of a union type that have it. */
type ValueOf<T, K> = T extends unknown ? (K extends keyof T ? Exclude<T[K], undefined> : never) : never;

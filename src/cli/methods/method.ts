// A command that runs one experiment, once a seed, and holds its figures against the paper's.

import type { Command } from 'commander';
import type { Split } from '../../data/index.ts';
import type { FigureRow, FiguresWords } from '../../report/index.ts';
import { DEFAULTS, type FindConfig } from '../find-config.ts';
import type { TrialState } from '../trial-watcher.ts';

/** What decides any method's result; each adds options of its own. */
export type MethodConfig = Pick<
  FindConfig,
  'data' | 'normalize' | 'hidden' | 'iterations' | 'batch' | 'lr' | 'optimizer' | 'evaluateEvery' | 'seed'
>;

/** The training of `find`, for methods that search for tickets as it does. */
export const FIND_TRAINING: MethodConfig = {
  data: DEFAULTS.data,
  normalize: DEFAULTS.normalize,
  hidden: DEFAULTS.hidden,
  iterations: DEFAULTS.iterations,
  batch: DEFAULTS.batch,
  lr: DEFAULTS.lr,
  optimizer: DEFAULTS.optimizer,
  evaluateEvery: DEFAULTS.evaluateEvery,
  seed: DEFAULTS.seed,
};

/** Who hears how far a trial is, and who may stop it. */
export interface MethodTools {
  readonly report: (state: TrialState) => void;
  readonly signal: AbortSignal;
}

/**
 * One method as a command. `Result` is what one seed gives: numbers, texts, lists and records only, for it goes from
 * thread to thread and into a JSON file.
 */
export interface Method<Config extends MethodConfig = MethodConfig, Result = unknown> {
  /** The command's name. */
  readonly name: string;
  /** What it does, in a sentence. */
  readonly description: string;
  /** Every option with its default. */
  readonly defaults: Config;
  /** Adds the options that only this method has. */
  readonly addOptions: (command: Command) => Command;
  /** Refuses, before a folder is made, what cannot be done; it may throw what the experiment throws. */
  readonly check?: (config: Config, data: Split) => void;
  /** One seed's experiment. */
  readonly run: (config: Config, data: Split, tools: MethodTools) => Promise<Result>;
  /** One line for a person, once a seed has ended. */
  readonly line: (result: Result, config: Config) => string;
  /** Our figures, a value a seed, beside the paper's. */
  readonly figures: (results: readonly Result[], config: Config) => FigureRow[];
  /** Title and axis of the picture of those figures. */
  readonly words: FiguresWords;
  /** Further pictures: SVG by file name. */
  readonly pictures?: (results: readonly Result[], config: Config) => ReadonlyMap<string, string>;
  /** What to say below the figures: how the protocol differs from the paper's, and what the figures mean. */
  readonly notes: (results: readonly Result[], config: Config) => readonly string[];
}

/** Whether a paper's figures for LeNet-300-100 on MNIST are figures of the same thing. */
export const isLeNetOnMnist = ({ data, hidden }: MethodConfig): boolean =>
  data === 'mnist' && hidden.join() === '300,100';

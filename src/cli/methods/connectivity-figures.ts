// What `connectivity` found, in figures and pictures.

import { STABLE_BELOW, type Stability, type Successive } from '../../experiments/index.ts';
import {
  barrierPlot,
  type FigureRow,
  figuresPlot,
  instabilityFigures,
  successiveFigures,
} from '../../report/index.ts';
import { isLeNetOnMnist, type MethodConfig } from './method.ts';

/** What decides a run. */
export type ConnectivityConfig = MethodConfig & {
  /** Iterations k at which the copies part. */
  readonly at: readonly number[];
  /** Fraction of each layer removed a round; half of it in the last layer. */
  readonly rate: number;
  /** Rounds of the search for the ticket. */
  readonly rounds: number;
  /** Whether tickets are examined, or the dense network only. */
  readonly ticket: boolean;
  /** Points of each path. */
  readonly points: number;
};

/** Two copies of one network: a finding as it is kept. */
export type KeptStability = Pick<
  Stability,
  'kind' | 'subject' | 'at' | 'path' | 'barrier' | 'orderDistance' | 'pruningDistance'
> & {
  readonly density: number;
  /** Test accuracies at the end. */
  readonly accuracies: readonly number[];
};

/** Two successive levels, as they are kept. */
export type KeptSuccessive = Pick<Successive, 'kind' | 'at' | 'round' | 'path' | 'barrier' | 'accuracies'> & {
  readonly density: number;
};

/** One seed's findings. */
export type ConnectivityResult = readonly (KeptStability | KeptSuccessive)[];

/** The findings about two copies of one network. */
export const stabilities = (found: ConnectivityResult) => found.filter((one) => one.kind === 'stability');

const SUBJECTS = ['dense', 'ticket', 'random mask'] as const;

/** Error barriers, a row a subject and k. */
export function barrierFigures(
  results: readonly ConnectivityResult[],
  { at }: ConnectivityConfig,
): FigureRow[] {
  const all = results.flatMap(stabilities);
  return at.flatMap((k) =>
    SUBJECTS.flatMap((subject) => {
      const own = all.filter((one) => one.at === k && one.subject === subject);
      if (own.length === 0) return [];
      const label = `${subject}, from ${k}`;
      return [{ label, values: own.map(({ barrier }) => barrier), reference: { value: STABLE_BELOW } }];
    }),
  );
}

/** Paths, distances and successive levels, for each k. */
export function connectivityPictures(
  results: readonly ConnectivityResult[],
  config: ConnectivityConfig,
): Map<string, string> {
  const all = results.flat();
  const drawn = new Map<string, string>();
  for (const k of config.at) {
    const own = all.filter(({ at }) => at === k);
    const found = stabilities(own);
    const successive = own.filter((one) => one.kind === 'successive');
    const series = SUBJECTS.map((label) => ({
      label,
      paths: found.filter(({ subject }) => subject === label).map(({ path }) => path),
    }));
    drawn.set(`path-${k}.svg`, barrierPlot(series, `Error between two copies that part at iteration ${k}`));
    const isPapers = isLeNetOnMnist(config) && k === 0 && isNearPapers(found);
    drawn.set(
      `distances-${k}.svg`,
      figuresPlot(instabilityFigures(found, isPapers), {
        title: `How far apart two copies end that part at iteration ${k}`,
        axis: 'L₂ distance of surviving weights',
        unit: 'number',
      }),
    );
    if (successive.length === 0) continue;
    const rows = successiveFigures(successive.map((one) => ({ ...one, mask: { density: one.density } })));
    drawn.set(
      `levels-${k}.svg`,
      figuresPlot(rows, {
        title: `Error barriers between successive levels, rewound to ${k}`,
        axis: 'Error barrier',
        unit: 'fraction',
      }),
    );
  }
  return drawn;
}

/** Whether the ticket has about the 10.7 % of the paper's. */
const isNearPapers = (found: readonly KeptStability[]): boolean =>
  found.every(({ subject, density }) => subject === 'dense' || Math.abs(density - 0.107) < 0.01);

export * from './frozen-linear.ts';
export * from './prunes-only.ts';
export type { ScorePoint, ScoreTraining } from './train-scores.ts';

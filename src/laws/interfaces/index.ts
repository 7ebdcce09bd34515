export * from './mask.ts';
export * from './masked-step.ts';
export * from './pruner.ts';
export * from './schedule.ts';

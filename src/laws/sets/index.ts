export * from './mask.ts';
export * from './pruner.ts';
export * from './schedule.ts';

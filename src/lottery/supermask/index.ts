export * from './bernoulli.ts';
export * from './experiment.ts';
export * from './readings.ts';
export * from './signed-constants.ts';
export * from './supermask-linear.ts';

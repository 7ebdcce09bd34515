export * from './bernoulli.ts';
export * from './experiment.ts';
export * from './readings.ts';
export * from './same-sign.ts';
export * from './signed-constants.ts';
export * from './supermask-linear.ts';
export * from './untrained.ts';

export * from './experiment.ts';
export * from './popup-linear.ts';

export * from './controls.ts';
export * from './experiment.ts';
export * from './quality.ts';

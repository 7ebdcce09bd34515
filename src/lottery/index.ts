export * from './at-init-run.ts';
export * from './controls.ts';
export * from './experiment.ts';
export * from './prune-at-init.ts';
export * from './quality.ts';

export * from './adam.ts';
export * from './optimizer.ts';
export * from './schedules.ts';
export * from './sgd.ts';

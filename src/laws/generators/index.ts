export * from './arrays.ts';
export * from './layers.ts';
export * from './masked.ts';
export * from './networks.ts';
export * from './numbers.ts';
export * from './scores.ts';
export * from './steps.ts';
export * from './tickets.ts';

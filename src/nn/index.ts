export * from './init.ts';
export * from './layers.ts';
export * from './linear.ts';
export * from './mlp.ts';
export * from './module.ts';
export * from './parameter.ts';

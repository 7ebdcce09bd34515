// The mathematics of pruning as laws that anyone can check an implementation by. Needs the package fast-check.

export * from '../errors.ts';
export { checkLaws } from './check.ts';
export { everySet } from './every-set.ts';
export { claim, NothingToCheck, refused, sameList, sameNumber } from './expect.ts';
export * from './generators/index.ts';
export type { Array64 } from './gradient/float64.ts';
export type { Case as GradientCase } from './gradient/operations.ts';
export * from './interfaces/index.ts';
export * from './law.ts';
export type { CheckOptions } from './options.ts';
export { ours } from './ours/index.ts';
export { propertyOf } from './property.ts';
export { type LawFailure, type LawOutcome, LawReport } from './report.ts';
export * from './sets/index.ts';
export { type TestOptions, type TestRunner, testLaws } from './test.ts';

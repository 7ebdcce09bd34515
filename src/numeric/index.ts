// Elementary functions that give the same bits on every engine. ECMAScript leaves the accuracy of Math.exp and similar functions
// to the engine. These functions use only + − × ÷, √ and exact scaling by powers of two in float64, in the order written, and
// round once at the end.
export { nextBelow } from './bits.ts';
export { exp } from './exp.ts';
export { sigmoid, tanh } from './hyperbolic.ts';
export { log, log64 } from './log.ts';
export { highProduct, philox4x32, philoxInto } from './philox.ts';
export { integerPower } from './power.ts';
export { nthRoot } from './root.ts';
export { studentQuantile, studentWithin } from './student.ts';
export { cos, cos64, cosTurns, sin } from './trigonometry.ts';

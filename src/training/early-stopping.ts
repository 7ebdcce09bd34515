import type { CurvePoint } from './training-record.ts';

/** Returns the point of minimum validation loss; the first one in case of ties. The curve must not be empty. */
export function earlyStop(curve: readonly CurvePoint[]): CurvePoint {
  return curve.reduce((best, point) => (point.validationLoss < best.validationLoss ? point : best));
}

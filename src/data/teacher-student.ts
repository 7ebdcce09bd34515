// Letters: n examples, f features, h hidden units, c classes.

import { wholeNumber } from '../check.ts';
import type { Random } from '../random.ts';
import { add, argmax, matmul, relu, Tensor } from '../tensor/index.ts';
import { checkAmount } from './check.ts';
import { createDataset } from './check-dataset.ts';
import type { Dataset } from './dataset.ts';
import type { SyntheticOptions } from './synthetic.ts';

/** What a teacher needs besides. */
export interface TeacherOptions extends SyntheticOptions {
  /** Numbers an example, ≥ 1. Default 10. */
  readonly features?: number;
  /** The teacher's hidden units, ≥ 1. Default 16. */
  readonly hidden?: number;
  /** How many classes, in [1, 256]. Default 2. */
  readonly classes?: number;
}

/**
 * Standard normal inputs [n, f], labelled by a random network, the teacher: argmax(relu(X·A)·B), A [f, h] of variance
 * 2 ÷ f, B [h, c] of variance 2 ÷ h, the lowest class among equals. `noise` is the deviation of what is added to each of the
 * teacher's c outputs before the largest is taken, default 0. A student of the teacher's form can be right everywhere, so
 * what it misses is training's doing. Classes need not be of equal size. The teacher depends on the seed and its own sizes, not on n. Throws a ValueError for
 * options outside their range.
 */
export function teacherStudent(options: TeacherOptions): Dataset {
  const { examples: n, features: f = 10, hidden: h = 16, classes: c = 2, noise = 0, random } = options;
  wholeNumber('examples', n, 1);
  wholeNumber('features', f, 1);
  wholeNumber('hidden', h, 1);
  wholeNumber('classes', c, 1, 256);
  checkAmount('noise', noise);
  const inputs = normals(n, f, 1, random.fork('inputs'));
  const a = normals(f, h, Math.sqrt(2 / f), random.fork('teacher hidden'));
  const b = normals(h, c, Math.sqrt(2 / h), random.fork('teacher output'));
  const outputs = add(matmul(relu(matmul(inputs, a)), b), normals(n, c, noise, random.fork('noise'))); // [n, c]
  return createDataset({
    name: 'teacher–student',
    inputs,
    labels: Uint8Array.from(argmax(outputs)),
    classes: c,
  });
}

function normals(rows: number, columns: number, deviation: number, random: Random): Tensor {
  const values = Float32Array.from({ length: rows * columns }, () => deviation * random.normal());
  return new Tensor(values, [rows, columns]);
}

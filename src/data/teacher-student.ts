// Labels from a random teacher network. In shapes, n is the number of examples, f of features, h of hidden units, c of classes.

import { checkOptions, integer } from '../check.ts';
import type { Random } from '../random.ts';
import { add, argmax, matmul, relu, Tensor } from '../tensor/index.ts';
import { checkAmount } from './check-amount.ts';
import { createDataset } from './check-dataset.ts';
import type { Dataset } from './dataset.ts';
import type { SyntheticOptions } from './synthetic.ts';

/** Options of `teacherStudent`. */
export interface TeacherOptions extends SyntheticOptions {
  /** Number of features per example, ≥ 1; 10 by default. */
  readonly features?: number;
  /** Number of hidden units of the teacher, ≥ 1; 16 by default. */
  readonly hidden?: number;
  /** Number of classes, in [1, 256]; 2 by default. */
  readonly classes?: number;
}

/**
 * Generates standard normal inputs [n, f] and labels them with a random network, the teacher: argmax(relu(X·A)·B), A [f, h] of
 * variance 2 ÷ f, B [h, c] of variance 2 ÷ h; the lowest class in case of ties. `noise` is the standard deviation of the noise
 * added to each of the teacher's c outputs, 0 by default. Without noise, a student with the teacher's architecture can classify
 * every example correctly. Classes need not have equal sizes. The teacher depends on the seed and its own sizes, not on n.
 *
 * @throws {ValueError} if an option is unknown or out of range.
 *
 * @example
 * const data = teacherStudent({ examples: 50, features: 4, classes: 3, random: new Random(1) });
 * data.inputs.shape; // → [ 50, 4 ]
 */
export function teacherStudent(options: TeacherOptions): Dataset {
  checkOptions('teacherStudent', options, ['examples', 'noise', 'random', 'features', 'hidden', 'classes']);
  const { examples: n, features: f = 10, hidden: h = 16, classes: c = 2, noise = 0, random } = options;
  integer('examples', n, 1);
  integer('features', f, 1);
  integer('hidden', h, 1);
  integer('classes', c, 1, 256);
  checkAmount('noise', noise);
  const inputs = normals(n, f, 1, random.fork('inputs'));
  const a = normals(f, h, Math.sqrt(2 / f), random.fork('teacher hidden'));
  const b = normals(h, c, Math.sqrt(2 / h), random.fork('teacher output'));
  const outputs = add(matmul(relu(matmul(inputs, a)), b), normals(n, c, noise, random.fork('noise'))); // Outputs of the teacher, [n, c].
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

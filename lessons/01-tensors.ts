// Lesson 1. Tensors are numbers and a shape.
//
// Afterwards you know what a shape, a stride and a view are, why transposing costs nothing, what broadcasting
// stretches, and how to multiply two matrices by hand, which is nearly all the work a network ever does.
//
// In the paper: Frankle & Carbin 2019, §1, write a pruned network as f(x; m ⊙ θ). The input x, the mask m and the
// weights θ are tensors, and ⊙ is the last thing you meet here.
//
// Before you run it, guess what each part prints.

import { ShapeError, tensor, tensors } from '../src/index.ts';
import { claim, heading, refusal } from './support/claim.ts';
import { beside, picture, table } from './support/pictures.ts';

// ── Numbers, and a shape ────────────────────────────────────────────────────────────────────────────────────────────
// A computer's memory is one long row. A tensor is such a row (`data`) and a note on how to read it (`shape`): here as
// 2 rows of 3. The tensor has two axes; axis 0 counts rows, axis 1 columns.

heading('Numbers, and a shape');
const a = tensor([
  [1, 2, 3],
  [4, 5, 6],
]);
console.log('data   ', a.data.join(' '));
console.log('shape  ', a.shape.join(' × '));
console.log('strides', a.strides.join(' '));

// A stride says how far apart two neighbours lie in `data`: one step down a column skips 3 numbers, one along a row 1.
// So the element in row i and column j is   data[i · strides[0] + j · strides[1]].

const at = (i: number, j: number): number => a.data[i * a.strides[0] + j * a.strides[1]];
claim('row 1, column 2 holds 6', at(1, 2) === 6);

// The numbers are binary32: 4 bytes each, about 7 decimal digits. Half the memory of JavaScript's own numbers, at the
// price that 0.1 becomes the nearest number there is.

console.log('0.1 is kept as', tensor(0.1).item());
claim(
  '0.1 rounds when it becomes binary32, 0.5 does not',
  tensor(0.1).item() !== 0.1 && tensor(0.5).item() === 0.5,
);

// ── Views: the same numbers, read differently ───────────────────────────────────────────────────────────────────────
// To transpose (rows become columns) nothing has to move: exchange the two lengths, and the two strides.

heading('Views');
const flipped = tensors.transpose(a);
console.log(
  table([
    ['', 'shape', 'strides', 'reads as'],
    ['a', a.shape.join('×'), a.strides.join(' '), JSON.stringify(a.toArray())],
    ['transposed', flipped.shape.join('×'), flipped.strides.join(' '), JSON.stringify(flipped.toArray())],
  ]),
);
claim('a transpose shares its data: nothing was copied', flipped.data === a.data);
claim('and its strides are those of a, exchanged', flipped.strides.join() === '1,3');

// Sharing cuts both ways: who writes into one view changes all of them.

a.data[5] = 60;
claim(
  'writing 60 into a shows in its transpose',
  JSON.stringify(flipped.toArray()) === '[[1,4],[2,5],[3,60]]',
);
a.data[5] = 6;

// A column is a view too (`slice` moves where reading starts), and so is the same row under another shape (`reshape`).

const lastColumn = tensors.slice(a, 1, 2, 3); // axis 1, from 2 up to but not including 3
claim(
  'the last column reads 3, 6 from the same data',
  lastColumn.values().join() === '3,6' && lastColumn.data === a.data,
);
const tall = tensors.reshape(a, [3, 2]);
claim(
  'as 3×2, a reads [1 2] [3 4] [5 6]: row order stays',
  JSON.stringify(tall.toArray()) === '[[1,2],[3,4],[5,6]]',
);

// That is not the transpose! A picture shows the difference. A picture is nothing but a matrix of brightnesses.

const F = tensor([
  [1, 1, 1, 1],
  [1, 0, 0, 0],
  [1, 1, 1, 0],
  [1, 0, 0, 0],
  [1, 0, 0, 0],
  [1, 0, 0, 0],
]); // [6, 4]
const drawn = [F, tensors.transpose(F), tensors.reshape(F, [4, 6])];
console.log(
  beside(
    drawn.map((matrix) => picture(matrix.values(), matrix.shape[1])),
    6,
  ),
);
console.log('a matrix; transposed; reshaped');

// ── Broadcasting: a small tensor, stretched ─────────────────────────────────────────────────────────────────────────
// + − × ÷ work element by element. Where shapes differ they are aligned at the end, and an axis of length 1 (or one that
// is missing) is stretched: it is read again and again, with a stride of 0. A layer adds its bias to a whole batch so.

heading('Broadcasting');
const bias = tensor([10, 20, 30]);
console.log('a + [10 20 30] =', JSON.stringify(tensors.add(a, bias).toArray()));
const stretched = tensors.broadcastTo(bias, [2, 3]);
claim(
  'stretched to 2×3, the bias still has 3 numbers, and a stride of 0',
  stretched.data.length === 3 && stretched.strides[0] === 0,
);

const column = tensor([[1], [2], [3], [4]]); // [4, 1]
const row = tensor([[1, 2, 3, 4]]); // [1, 4]
const products = tensors.mul(column, row); // [4, 1] and [1, 4] → [4, 4]
console.log(
  table([
    ['×', 1, 2, 3, 4],
    ...[0, 1, 2, 3].map((i) => [i + 1, ...products.values().slice(4 * i, 4 * i + 4)]),
  ]),
);
claim('a column times a row is a whole table: 4×1 and 1×4 make 4×4', products.shape.join('×') === '4×4');

// What cannot be stretched is refused, in words:

const message = refusal(() => tensors.add(a, tensor([1, 2])));
console.log(message);
claim(
  '3 columns do not meet 2',
  message === new ShapeError('add', 'must broadcast with [2, 3]', [2]).message,
);

// ── The matrix product, by hand ─────────────────────────────────────────────────────────────────────────────────────
//     C = A·B,   C[i, j] = Σₖ A[i, k] · B[k, j]
// Row i of A meets column j of B: multiply pairwise, add up. A [m, k] and B [k, n] give C [m, n]; the two k must agree.

heading('The matrix product');
function matmulByHand(A: number[][], B: number[][]): number[][] {
  return A.map((rowOfA) =>
    B[0].map((_, j) => {
      let total = 0;
      for (let k = 0; k < B.length; k++) total += rowOfA[k] * B[k][j];
      return total;
    }),
  );
}
const A = [
  [1, 2, 3],
  [4, 5, 6],
]; // [2, 3]
const B = [
  [1, 0],
  [0, 1],
  [2, 2],
]; // [3, 2]
const byHand = matmulByHand(A, B);
const byMachine = tensors.matmul(tensor(A), tensor(B)).toArray();
console.log(JSON.stringify(byHand));
claim('three loops and the library agree', JSON.stringify(byMachine) === JSON.stringify(byHand));

// Counting multiplications: m · k · n. One batch of 60 digits through the first layer of the paper's network, 784 inputs
// to 300 outputs, costs 60 · 784 · 300. Pruning 90 % of the weights leaves a tenth of them to do.

const cost = 60 * 784 * 300;
console.log(`60 digits through 784 → 300: ${cost.toLocaleString('en')} multiplications`);
claim('fourteen million, for one layer and one batch', cost === 14_112_000);

// ── m ⊙ θ ───────────────────────────────────────────────────────────────────────────────────────────────────────────
// ⊙ multiplies element by element. With a mask m of zeros and ones it picks which weights θ are part of the network.

heading('m ⊙ θ');
const θ = tensor([0.5, -1.5, 0.25, 2]);
const m = tensor([1, 1, 0, 1]);
console.log('θ    ', θ.data.join('  '));
console.log('m    ', m.data.join('  '));
console.log('m ⊙ θ', tensors.mul(m, θ).data.join('  '));
claim(
  'the masked weight is 0, the others are what they were',
  tensors.mul(m, θ).data.join() === '0.5,-1.5,0,2',
);

// ── Change this, and try ────────────────────────────────────────────────────────────────────────────────────────────
// 1. Make the transpose of a transpose. What are its strides, and whose data does it read?
// 2. Reshape the *transposed* matrix to [6]. Can that still be a view of a's data? Compare `.data`, then say why one
//    stride cannot walk 1, 4, 2, 5, 3, 6.
// 3. Draw another letter and turn it by 90°. Transposing alone mirrors it: what is missing?

// The training that `step`, `imp` and `history` time. This file imports nothing from the library, so that the program of
// `history` can read it without loading the working tree's sources.

/** Layer sizes of LeNet-300-100. */
export const SIZES: readonly number[] = [784, 300, 100, 10];
/** Examples per iteration. */
export const BATCH_SIZE = 60;
/** Adam's learning rate, as in the lottery-ticket paper. */
export const LEARNING_RATE = 1.2e-3;
/** Seed of the initial weights, the validation split and the order of the examples. */
export const SEED = 1;

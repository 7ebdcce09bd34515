/**
 * Files, for Node: MNIST in IDX files, tickets, and the progress of searches.
 *
 * @module
 */

export * from './data/mnist-files.ts';
export * from './formats/ticket-files.ts';

/**
 * What needs a disk: MNIST in IDX files, ticket files, the progress of a search.
 *
 * @module
 */

export * from './data/mnist-files.ts';
export * from './formats/ticket-files.ts';

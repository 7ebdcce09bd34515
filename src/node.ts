/**
 * Files, for Node: MNIST in IDX files, tickets, and the progress of searches.
 *
 * @module
 */

export {
  type LoadMnistOptions,
  loadMnist,
  type MnistSeed,
  type MnistSource,
  mnistDataFolder,
  mnistFiles,
  readMnist,
} from './data/mnist.ts';
export { FileError } from './formats/atomic-files.ts';
export {
  readProgress,
  readTicket,
  readTicketFile,
  writeProgress,
  writeTicket,
} from './formats/read-and-write-files.ts';

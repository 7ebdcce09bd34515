// The state of a search as one safetensors file: mask/NAME, initial/NAME (W₀), weights/NAME and others/NAME (the rewind point)
// and optimizer/NAME (the optimizer's arrays at that point).
//
// Metadata: format, version; round, sparsityHistory, startCounts (surviving weights of each layer before the first round),
// settings (which must be the same when the search is resumed), order (the names of each group) and optimizer ({"steps": n,
// "learningRate": η}, or null without one) as JSON; record.KEY for strings of the caller; checksum of everything.

import { integer } from '../check.ts';
import { ValueError } from '../errors.ts';
import { Mask } from '../pruning/mask.ts';
import type { Progress } from '../pruning/round.ts';
import { checkHistory } from '../pruning/sparsity-history.ts';
import {
  type Content,
  decodeWithChecksum,
  encodeWithChecksum,
  type FileRecord,
  field,
} from './file-checksum.ts';
import { booleans, floats, type Naming, packGroups, unpackGroups } from './groups.ts';
import { parseJson } from './json.ts';
import { checkOptimizer, type SavedOptimizer } from './optimizer-state.ts';
import { asFormat } from './safetensors-decode.ts';
import { settingsFromJson, settingsToJson } from './settings-json.ts';
import { parseHistory } from './sparsity-history.ts';

/** The content of a progress file. */
export interface ProgressFile {
  /** The progress of the search. */
  readonly progress: Progress;
  /** The strings that the caller stored along with the progress. */
  readonly record: FileRecord;
}

const FORMAT = 'winning-ticket-progress';
const GROUPS = ['mask', 'initial', 'weights', 'others', 'optimizer'] as const;
const naming: Naming<(typeof GROUPS)[number]> = (group, name) => `${group}/${name}`;

/**
 * Returns the progress of a search as the bytes of a safetensors file, from which the search can be resumed.
 *
 * @param record strings by name that are stored along with it, such as the seed.
 * @throws {ValueError} if the progress is inconsistent, or its optimizer state is not `{ steps, learningRate, slots }`.
 * @throws {NonFiniteError} if a value is a NaN or an infinity.
 * @throws {TicketError} if the engine has no Web Crypto.
 *
 * @example
 * const data = xor({ examples: 20, random: new Random(1) });
 * const model = mlp([2, 8, 2], { random: new Random(2) });
 * const optimizer = new SGD(model.namedParameters(), { learningRate: 0.1 });
 * const options = { optimizer, batchSize: 5, iterations: 2, random: new Random(3) };
 * const trainer = new SupervisedTrainer(model, { train: data, validation: data, test: data }, options);
 * const pruner = new LotteryTicketPruner({ targetSparsity: 0.5, pruningRounds: 2 });
 * const { value } = await pruner.rounds(model, trainer).next();
 * const bytes = await encodeProgress(value.progress);
 * (await decodeProgress(bytes, 'progress.safetensors')).progress.round; // → 1
 */
export async function encodeProgress(progress: Progress, record: FileRecord = {}): Promise<Uint8Array> {
  checkProgress(progress);
  const { round, mask, initial, rewindPoint, sparsityHistory, startCounts, settings } = progress;
  const { weights, others } = rewindPoint;
  const memory = checkOptimizer(rewindPoint.optimizer);
  const optimizer = new Map(Object.entries(memory?.slots ?? {}));
  const { tensors, order } = packGroups({ mask: mask.layers, initial, weights, others, optimizer }, naming);
  const fields = {
    round: JSON.stringify(round),
    sparsityHistory: JSON.stringify(sparsityHistory),
    startCounts: JSON.stringify([...startCounts.values()]),
    settings: settingsToJson(settings),
    order,
    optimizer: JSON.stringify(memory ? { steps: memory.steps, learningRate: memory.learningRate } : null),
  };
  return encodeWithChecksum(FORMAT, { tensors, fields, record });
}

/**
 * Returns the progress of a search from the bytes of a file that `encodeProgress` made, with the same bits.
 *
 * @param name the name of the file, with which error messages begin.
 * @throws {FormatError} if `encodeProgress` cannot have made these bytes.
 * @throws {TicketError} if the engine has no Web Crypto.
 *
 * @example
 * await decodeProgress(new Uint8Array(100), 'progress.safetensors'); // throws FormatError
 */
export async function decodeProgress(bytes: Uint8Array, name: string): Promise<ProgressFile> {
  const content = await decodeWithChecksum(FORMAT, bytes, name);
  return asFormat(name, 'must hold the progress of a search', () => readProgressFile(content));
}

function readProgressFile({ tensors, fields, record }: Content): ProgressFile {
  const groups = unpackGroups({ tensors, order: field(fields, 'order') }, GROUPS, naming);
  const slots = Object.fromEntries(floats(groups.optimizer));
  if (!Object.hasOwn(fields, 'settings'))
    throw new ValueError(
      'settings',
      'must be in the metadata; a file of an earlier version cannot be resumed',
      undefined,
    );
  const progress: Progress = {
    round: parseJson('round', field(fields, 'round')) as number,
    mask: new Mask(booleans(groups.mask)),
    initial: floats(groups.initial),
    rewindPoint: {
      weights: floats(groups.weights),
      others: floats(groups.others),
      optimizer: readOptimizer(field(fields, 'optimizer'), slots),
    },
    sparsityHistory: parseHistory(field(fields, 'sparsityHistory')),
    startCounts: readCounts([...groups.mask.keys()], parseJson('startCounts', field(fields, 'startCounts'))),
    settings: settingsFromJson(field(fields, 'settings')),
  };
  checkProgress(progress);
  return { progress, record };
}

function readCounts(layers: readonly string[], counts: unknown): Map<string, number> {
  if (!Array.isArray(counts) || counts.length !== layers.length)
    throw new ValueError('startCounts', `must be a list of ${layers.length} numbers`, counts);
  return new Map(layers.map((name, i) => [name, counts[i]]));
}

function readOptimizer(text: string, slots: SavedOptimizer['slots']): SavedOptimizer | undefined {
  const stated = parseJson('optimizer', text);
  if (stated !== null) return checkOptimizer({ ...(stated as object), slots });
  if (Object.keys(slots).length === 0) return undefined;
  throw new ValueError('optimizer', 'must state its steps and learning rate, because it has arrays', text);
}

function checkProgress(progress: Progress): void {
  const { round, mask, initial, rewindPoint, sparsityHistory, startCounts } = progress;
  integer('round', round, 0);
  if (sparsityHistory.length !== round)
    throw new ValueError(
      'sparsityHistory',
      `must have an entry for each of ${round} rounds`,
      sparsityHistory,
    );
  checkHistory(sparsityHistory, mask);
  mask.checkFits(initial);
  mask.checkFits(rewindPoint.weights);
  const counts = mask.counts();
  if (JSON.stringify([...startCounts.keys()]) !== JSON.stringify([...counts.keys()]))
    throw new ValueError('startCounts', 'must be of the layers of the mask, in their order', [
      ...startCounts.keys(),
    ]);
  for (const [name, { total, remaining }] of counts)
    integer(`startCounts "${name}"`, startCounts.get(name) as number, remaining, total);
}

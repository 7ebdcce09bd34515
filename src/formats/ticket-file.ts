// A winning ticket as a safetensors file that other tools can open: NAME contains the rewound weights of a prunable layer and
// NAME_mask its mask; the other weights (biases) are stored under their own names.
//
// Metadata: format, version; rewind, sparsityHistory and order (the names of mask, weights and others in order) as JSON; digest
// of the ticket; record.KEY for strings of the caller; checksum of everything.

import { checkOptions } from '../check.ts';
import { FormatError, ShapeError, ValueError } from '../errors.ts';
import { Mask } from '../pruning/mask.ts';
import { checkHistory } from '../pruning/sparsity-history.ts';
import { WinningTicket } from '../pruning/ticket.ts';
import { checkPruned } from '../pruning/ticket-json.ts';
import {
  type Content,
  decodeWithChecksum,
  encodeWithChecksum,
  type FileRecord,
  field,
} from './file-checksum.ts';
import { booleans, floats, type Naming, packGroups, unpackGroups } from './groups.ts';
import { rewindFromJson, rewindToJson } from './rewind-json.ts';
import type { SafeTensor } from './safetensors.ts';
import { asFormat } from './safetensors-decode.ts';
import { parseHistory } from './sparsity-history.ts';

/** Options of `encodeTicket`. */
export interface TicketFileOptions {
  /** Shapes of weights and other weights by name, such as [300, 784]; [length] by default. */
  readonly shapes?: ReadonlyMap<string, readonly number[]>;
  /** Strings by name that are stored along with the ticket, such as the seed of the run. */
  readonly record?: FileRecord;
}

/** The content of a ticket file. */
export interface TicketFile {
  /** The ticket. */
  readonly ticket: WinningTicket;
  /** The shapes of weights and other weights, by name. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  /** The strings that the caller stored along with the ticket. */
  readonly record: FileRecord;
}

const FORMAT = 'winning-ticket';
const GROUPS = ['weights', 'mask', 'others'] as const;
const naming: Naming<(typeof GROUPS)[number]> = (group, name) => (group === 'mask' ? `${name}_mask` : name);

/**
 * Returns a ticket as the bytes of a safetensors file, the same bytes for the same ticket.
 *
 * @throws {ValueError} if names would collide (layers called `a` and `a_mask`), a pruned weight is not +0, the history cannot be
 *   that of the mask, or a shape has an unknown name.
 * @throws {ShapeError} if a shape does not fit.
 * @throws {NonFiniteError} if a value is a NaN or an infinity.
 * @throws {TicketError} if the engine has no Web Crypto.
 *
 * @example
 * const weights = new Map([['fc1.weight', Float32Array.of(0.5, 0)]]);
 * const mask = new Map([['fc1.weight', [1, 0]]]);
 * const rewound = { rewind: RewindStrategy.init(), sparsityHistory: [0.5] };
 * const ticket = new WinningTicket({ mask, weights, others: new Map(), ...rewound });
 * const bytes = await encodeTicket(ticket);
 * (await decodeTicket(bytes, 'ticket.safetensors')).sparsity; // → 0.5
 */
export async function encodeTicket(
  ticket: WinningTicket,
  options: TicketFileOptions = {},
): Promise<Uint8Array> {
  checkOptions('a ticket file', options, ['shapes', 'record']);
  const { shapes, record = {} } = options;
  const { mask, weights, others, rewind, sparsityHistory } = ticket;
  checkPruned(mask, weights);
  checkHistory(sparsityHistory, mask);
  const unknown = [...(shapes?.keys() ?? [])].find((name) => !weights.has(name) && !others.has(name));
  if (unknown !== undefined) throw new ValueError('shapes', "must be of the ticket's arrays", unknown);
  const { tensors, order } = packGroups({ weights, mask: mask.layers, others }, naming, shapes);
  const fields = {
    rewind: rewindToJson(rewind),
    sparsityHistory: JSON.stringify(sparsityHistory),
    order,
    digest: await ticket.digest(),
  };
  return encodeWithChecksum(FORMAT, { tensors, fields, record });
}

/**
 * Returns the ticket in the bytes of a file that `encodeTicket` made.
 *
 * @param name the name of the file, with which error messages begin.
 * @throws {FormatError} if `encodeTicket` cannot have made these bytes.
 * @throws {TicketError} if the engine has no Web Crypto.
 *
 * @example
 * await decodeTicket(new Uint8Array(100), 'ticket.safetensors'); // throws FormatError
 */
export async function decodeTicket(bytes: Uint8Array, name: string): Promise<WinningTicket> {
  return (await decodeTicketFile(bytes, name)).ticket;
}

/**
 * Returns the ticket in the bytes of a file that `encodeTicket` made, with its shapes and record and with the same bits.
 *
 * @param name the name of the file, with which error messages start.
 * @throws {FormatError} if `encodeTicket` cannot have made these bytes.
 */
export async function decodeTicketFile(bytes: Uint8Array, name: string): Promise<TicketFile> {
  const content = await decodeWithChecksum(FORMAT, bytes, name);
  const file = asFormat(name, 'must hold a winning ticket', () => readTicketFile(content));
  const stated = content.fields.digest;
  const digest = await file.ticket.digest();
  if (stated !== digest)
    throw new FormatError(name, `must state the digest of its ticket, ${digest}`, stated);
  return file;
}

function readTicketFile({ tensors, fields, record }: Content): TicketFile {
  const groups = unpackGroups({ tensors, order: field(fields, 'order') }, GROUPS, naming);
  const mask = new Mask(booleans(groups.mask));
  const weights = floats(groups.weights);
  mask.checkFits(weights);
  checkShapes(groups.mask, groups.weights);
  checkPruned(mask, weights);
  const rewind = rewindFromJson(field(fields, 'rewind'));
  const sparsityHistory = parseHistory(field(fields, 'sparsityHistory'));
  const ticket = new WinningTicket({ mask, weights, others: floats(groups.others), rewind, sparsityHistory });
  const shapes = [...groups.weights, ...groups.others].map(([key, { shape }]) => [key, shape] as const);
  return { ticket, shapes: new Map(shapes), record };
}

function checkShapes(masks: ReadonlyMap<string, SafeTensor>, weights: ReadonlyMap<string, SafeTensor>): void {
  for (const [name, { shape }] of masks) {
    const expected = weights.get(name)?.shape;
    if (expected?.join() !== shape.join())
      throw new ShapeError(`mask "${name}"`, `must have the weights' shape [${expected}]`, shape);
  }
}

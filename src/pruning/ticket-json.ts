// Tickets as JSON. Weights are little-endian binary32 numbers: the surviving ones only, because the others are 0.

import { ValueError } from '../errors.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { littleEndian } from './digest.ts';
import { Mask, type Weights } from './mask.ts';
import { type MaskJson, mapFrom } from './mask-json.ts';
import type { RewindStrategy } from './rewind.ts';

/** A ticket as JSON. */
export interface TicketJson {
  readonly format: 'winning-ticket';
  readonly version: 1;
  readonly mask: MaskJson;
  /** The surviving weights of each layer, in base64. */
  readonly weights: readonly (readonly [name: string, values: string])[];
  /** The other weights, in base64. */
  readonly others: readonly (readonly [name: string, values: string])[];
  readonly rewind: RewindStrategy;
  readonly sparsityHistory: readonly number[];
}

/** The content of a ticket. */
type Parts = Pick<TicketJson, 'rewind' | 'sparsityHistory'> &
  Readonly<{ mask: Mask; weights: Weights; others: Weights }>;

/** Returns a ticket as JSON. @throws {ValueError} if a pruned weight is not +0. */
export function ticketToJson({ mask, weights, others, rewind, sparsityHistory }: Parts): TicketJson {
  checkPruned(mask, weights);
  const survivors = (name: string, values: Float32Array) =>
    values.filter((_, i) => mask.layers.get(name)?.[i] === 1);
  return {
    format: 'winning-ticket',
    version: 1,
    mask: mask.toJSON(),
    weights: [...weights].map(([name, values]) => [name, toBase64(littleEndian(survivors(name, values)))]),
    others: [...others].map(([name, values]) => [name, toBase64(littleEndian(values))]),
    rewind,
    sparsityHistory,
  };
}

/** Returns the content of a ticket in such JSON. @throws {ValueError} for anything that `ticketToJson` cannot have made. */
export function ticketFromJson(json: unknown): Parts {
  const { format, version, mask: layers, ...rest } = (json ?? {}) as Record<string, unknown>;
  if (format !== 'winning-ticket' || version !== 1)
    throw new ValueError(
      'ticket',
      'must be parsed JSON of the format winning-ticket, version 1',
      format === undefined ? json : [format, version],
    );
  const { weights, others, rewind, sparsityHistory, ...unknown } = rest;
  const [extra] = Object.keys(unknown);
  if (extra !== undefined) throw new ValueError('ticket', 'must have no other fields', extra);
  const mask = Mask.fromJSON(layers);
  return {
    mask,
    weights: mapFrom('weights', weights, 2, (what, rest, name) =>
      scattered(what, mask.layers.get(name), floatsFrom(what, rest)),
    ),
    others: mapFrom('others', others, 2, floatsFrom),
    rewind: rewind as RewindStrategy,
    sparsityHistory: sparsityHistory as number[],
  };
}

/** Checks that every pruned weight is +0. @throws {ValueError} that names the layer and the index if not. */
export function checkPruned(mask: Mask, weights: Weights): void {
  for (const [name, bits] of mask.layers) {
    const values = weights.get(name) as Float32Array;
    const wrong = bits.findIndex((bit, i) => bit === 0 && !Object.is(values[i], 0));
    if (wrong >= 0) throw new ValueError(`${name}[${wrong}]`, 'must be +0 as it is pruned', values[wrong]);
  }
}

function floatsFrom(what: string, [text]: readonly unknown[]): Float32Array {
  const bytes = fromBase64(what, text);
  const view = new DataView(bytes.buffer);
  if (bytes.length % 4 !== 0) throw new ValueError(what, 'must have 4 bytes per number', bytes.length);
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
}

/** The weights of a layer, of which only the surviving ones are given. */
function scattered(what: string, bits: Uint8Array | undefined, survivors: Float32Array): Float32Array {
  let next = 0;
  const weights = Float32Array.from(bits ?? [], (bit) => (bit === 1 ? survivors[next++] : 0));
  if (bits !== undefined && next === survivors.length) return weights;
  throw new ValueError(what, `must have ${next} surviving weights, as the mask has`, survivors.length);
}

// Tickets as JSON. Weights are little-endian binary32 numbers. Only the surviving ones are stored, because the others are 0.

import { ValueError } from '../errors.ts';
import { littleEndian } from './digest.ts';
import { Mask, type Weights } from './mask.ts';
import { fromBase64, layersFromJson, type MaskJson, toBase64 } from './mask-json.ts';
import type { RewindStrategy } from './rewind-strategy.ts';

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

/** Returns the content of a ticket in its JSON. Invalid JSON is rejected by `decoded`. */
export function ticketFromJson({ mask: layers, weights, others, ...rest }: TicketJson): Parts {
  const mask = new Mask(layersFromJson(layers));
  return {
    ...rest,
    mask,
    weights: new Map(weights.map(([name, text]) => [name, floatsFrom(text, mask.layers.get(name))])),
    others: new Map(others.map(([name, text]) => [String(name), floatsFrom(text)])),
  };
}

/** Reads the numbers of a layer, of which only the surviving ones are stored. By default, all weights survive. */
function floatsFrom(text: string, bits?: Uint8Array): Float32Array {
  const view = new DataView(fromBase64(text).buffer);
  let next = 0;
  const read = (bit: number) => (bit === 1 ? view.getFloat32(4 * next++, true) : 0);
  return Float32Array.from(bits ?? new Uint8Array(view.byteLength / 4).fill(1), read);
}

/** Checks that every pruned weight is +0. @throws {ValueError} that names the layer and the index if not. */
export function checkPruned(mask: Mask, weights: Weights): void {
  for (const [name, bits] of mask.layers) {
    const values = weights.get(name) as Float32Array;
    const wrong = bits.findIndex((bit, i) => bit === 0 && !Object.is(values[i], 0));
    if (wrong >= 0) throw new ValueError(`${name}[${wrong}]`, 'must be +0 as it is pruned', values[wrong]);
  }
}

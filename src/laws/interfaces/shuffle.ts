/** Random masks that keep as many weights of each layer as a given one. */
export interface ShuffleImpl {
  /** Returns the mask of each layer with its entries in an order that the seed decides. */
  shuffle(layers: readonly Uint8Array[], seed: number): readonly Uint8Array[];
}

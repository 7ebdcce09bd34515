/** A search for tickets that can be repeated, and the files tickets are kept in. */
export interface TicketImpl {
  /** How many rounds a search has; it can be stopped and resumed after 1 … rounds − 1. */
  readonly rounds: number;
  /** Sets of kernels to choose from, where there is a choice. */
  readonly kernels?: readonly string[];
  /** Numbers of threads to choose from, where there is a choice. */
  readonly threads?: readonly number[];
  /** Runs a whole search from a seed and returns the digest of its ticket. */
  find(seed: number, how: TicketRun): string | Promise<string>;
  /** A ticket's file. */
  encode(ticket: PlainTicket): Uint8Array | Promise<Uint8Array>;
  /** The ticket in a file. Throws for anything that `encode` did not make. */
  decode(bytes: Uint8Array): PlainTicket | Promise<PlainTicket>;
}

/** How a search is run; none of it may show in the ticket. */
export interface TicketRun {
  /** One of `kernels`. */
  readonly kernels?: string;
  /** One of `threads`. */
  readonly threads?: number;
  /** Stops after this round, saves, and goes on from what was saved, in a network made anew. */
  readonly resumeAfter?: number;
}

/** A ticket in plain arrays. */
export interface PlainTicket {
  /** The prunable layers in their order: a mask of zeros and ones, and weights, +0 where pruned. */
  readonly layers: readonly {
    readonly name: string;
    readonly mask: Uint8Array;
    readonly weights: Float32Array;
  }[];
  /** Weights that are never pruned, such as biases. */
  readonly others: readonly { readonly name: string; readonly values: Float32Array }[];
  /** Fraction removed after each round; the last one is the mask's. */
  readonly sparsityHistory: readonly number[];
}

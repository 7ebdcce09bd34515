/** A reproducible search for tickets, and the format of its ticket files. */
export interface TicketImpl {
  /** Number of rounds of the search. It can be stopped and resumed after each round but the last. */
  readonly rounds: number;
  /** Names of the available sets of kernels, if there is more than one. */
  readonly kernels?: readonly string[];
  /** The numbers of threads that can be chosen, if threads are supported. */
  readonly threads?: readonly number[];
  /** Runs a whole search with this seed, and returns the digest of its ticket. */
  find(seed: number, how: TicketRun): string | Promise<string>;
  /** Encodes a ticket as the bytes of a file. */
  encode(ticket: PlainTicket): Uint8Array | Promise<Uint8Array>;
  /** Decodes the ticket in a file. Throws if the bytes were not made by `encode`. */
  decode(bytes: Uint8Array): PlainTicket | Promise<PlainTicket>;
}

/** How a search is run. The ticket must not depend on it. */
export interface TicketRun {
  /** One of `kernels`. */
  readonly kernels?: string;
  /** One of `threads`. */
  readonly threads?: number;
  /** Stops after this round, saves the progress, and resumes from it with a new network. */
  readonly resumeAfter?: number;
}

/** A ticket as plain arrays. */
export interface PlainTicket {
  /** The prunable layers in order. A mask consists of zeros and ones, and pruned weights are +0. */
  readonly layers: readonly {
    readonly name: string;
    readonly mask: Uint8Array;
    readonly weights: Float32Array;
  }[];
  /** Arrays that are never pruned, such as biases. */
  readonly others: readonly { readonly name: string; readonly values: Float32Array }[];
  /** Sparsity after each round. The last one is the sparsity of the mask. */
  readonly sparsityHistory: readonly number[];
}

// Runs a search under arbitrary commands, such as an abort, and compares it with the reference implementation after each
// command.

import type { Arbitrary } from 'fast-check';
import { claim, sameList, sameNumber } from '../expect.ts';
import { fc } from '../fast-check.ts';
import type { PrunerImpl, SeenRound } from '../interfaces/pruner.ts';
import { optionsOf, type PrunerCase, spanOf } from './cases.ts';
import { flat, networkOf, otherNetwork, type PlainNetwork } from './network.ts';
import { begin, type Done, nextRound, rewound } from './reference-search.ts';
import { sameOptimizer, sameWeights, weightsAndBiases } from './watch-search.ts';

/**
 * One command, in the form in which it is printed. A command that is impossible at the current stage of the search is skipped.
 */
export type Step =
  | 'round'
  | 'apply'
  | { readonly abortAfter: number }
  | { readonly trainOutside: number }
  | { readonly resume: number; readonly inANewNetwork: boolean };

/** Generates sequences of commands. */
export const steps: Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.constant<Step>('round') },
    { weight: 1, arbitrary: fc.constant<Step>('apply') },
    { weight: 1, arbitrary: fc.record({ abortAfter: fc.nat({ max: 3 }) }) },
    { weight: 1, arbitrary: fc.record({ trainOutside: fc.integer({ min: 1, max: 2 }) }) },
    { weight: 1, arbitrary: fc.record({ resume: fc.nat({ max: 3 }), inANewNetwork: fc.boolean() }) },
  ),
  { maxLength: 20, size: 'max' },
);

/** Executes commands on a pruner under test and on the reference implementation. */
export class CommandedSearch {
  readonly #impl: PrunerImpl;
  readonly #of: PrunerCase;
  /** The completed rounds: the result of the pruner, and the state of the reference implementation. */
  readonly #saved: { readonly seen: SeenRound; readonly done: Done }[] = [];
  #network: PlainNetwork;
  #search: AsyncIterator<SeenRound> | null = null;
  #controller = new AbortController();
  #done: Done;
  /** The progress from which the next search resumes; undefined for a new search. */
  #resume: unknown;

  constructor(impl: PrunerImpl, of: PrunerCase) {
    this.#impl = impl;
    this.#of = of;
    this.#network = networkOf(of);
    this.#done = begin(of);
  }

  /** Executes one command and compares the pruner with the reference implementation. */
  async obey(step: Step): Promise<void> {
    if (step === 'round') await this.#round();
    else if (step === 'apply') this.#apply();
    else if ('abortAfter' in step) await this.#abort(step.abortAfter);
    else if ('trainOutside' in step) for (let i = 0; i < step.trainOutside; i++) this.#network.update(i);
    else await this.#resumeFrom(step.resume, step.inANewNetwork);
  }

  async #round(): Promise<void> {
    const [of, before] = [this.#of, this.#done];
    const { done: hasEnded = false, value: seen } = await this.#begun().next();
    const mustEnd = before.round === of.keep.length;
    claim(hasEnded === mustEnd, () => `after round ${before.round}: must ${mustEnd ? 'end' : 'go on'}`);
    if (hasEnded) {
      this.#search = null;
      return;
    }
    const { trained, done } = nextRound(of, before);
    const { iterations, masks } = this.#network.takeLog();
    sameNumber('number of the round', seen.round, done.round);
    sameList('iterations of the updates', iterations, spanOf(of, done.round));
    sameList('mask while training', masks.flat(), before.mask);
    sameList('mask of the ticket', flat(seen.ticket.mask.layers), done.mask);
    sameWeights('trained', weightsAndBiases(seen.trained), trained);
    sameWeights('the ticket', weightsAndBiases(seen.ticket), rewound(done));
    sameWeights('the network', this.#network.now, rewound(done));
    sameOptimizer('the network', this.#network.now, rewound(done), done.mask);
    this.#done = done;
    this.#resume = seen.progress;
    this.#saved.push({ seen, done });
  }

  /** Aborts the next round after `after` updates, before the round is complete. */
  async #abort(after: number): Promise<void> {
    if (this.#done.round === this.#of.keep.length) return;
    const span = spanOf(this.#of, this.#done.round + 1);
    if (after >= span.length) return;
    const search = this.#begun();
    const [network, controller, reason] = [this.#network, this.#controller, new Error('enough')];
    let left = after;
    const countDown = () => {
      if (left-- === 0) controller.abort(reason);
    };
    countDown();
    network.onUpdate = countDown;
    const thrown = await search.next().then(
      () => undefined,
      (error: unknown) => error,
    );
    network.onUpdate = () => {};
    claim(thrown === reason, () => `an aborted search: must throw the reason of the signal, got ${thrown}`);
    sameList('iterations before the abort', network.takeLog().iterations, span.slice(0, after));
    this.#search = null;
  }

  /** Ends the search and resumes from a saved round. */
  async #resumeFrom(which: number, inANewNetwork: boolean): Promise<void> {
    if (this.#saved.length === 0) return;
    await this.#search?.return?.();
    this.#search = null;
    const { seen, done } = this.#saved[which % this.#saved.length];
    this.#done = done;
    this.#resume = inANewNetwork ? structuredClone(seen.progress) : seen.progress;
    if (inANewNetwork) this.#network = otherNetwork(this.#of);
  }

  /** Applies the last ticket to another network. */
  #apply(): void {
    const last = this.#saved[this.#saved.length - 1];
    if (last === undefined) return;
    const other = otherNetwork(this.#of);
    this.#impl.applyTicket(other, last.seen.ticket);
    sameWeights('the network the ticket was applied to', other.now, rewound(last.done));
    if (this.#of.holdsMask) sameList('the mask that it holds', flat(other.held), last.done.mask);
  }

  /** Returns the current search, or starts the next one if it has ended. */
  #begun(): AsyncIterator<SeenRound> {
    if (this.#search !== null) return this.#search;
    if (this.#resume === undefined) this.#network = networkOf(this.#of);
    this.#controller = new AbortController();
    const resume = this.#resume === undefined ? {} : { resume: this.#resume };
    const options = { ...optionsOf(this.#of), signal: this.#controller.signal, ...resume };
    this.#search = this.#impl.rounds(this.#network, this.#network, options)[Symbol.asyncIterator]();
    return this.#search;
  }
}

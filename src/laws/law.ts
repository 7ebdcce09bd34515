// Laws are data: a name, a formula, generators and a predicate. Who checks them, and with what, is another matter.

import type { Arbitrary } from 'fast-check';

/**
 * What a predicate returns: false, or an error thrown, breaks the law; true, or nothing, keeps it. It throws NothingToCheck
 * where the implementation has not got what the law speaks of.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: a predicate that returns nothing keeps its law
export type LawResult = boolean | void;

/** What a reader is told of a law. */
export interface LawText {
  /** The promise, as a sentence. */
  readonly name: string;
  /** The same in symbols. */
  readonly formula: string;
  /** Where it comes from: a paper and its section, or this package's own contract. */
  readonly source: string;
  /** The derivation of the error bound in the formula; without it, the law is exact. */
  readonly bound?: string;
  /** Cases tried where nobody says how many; 100 by default. */
  readonly runs?: number;
}

/** One promise about implementations of one interface. Make one with `law`. */
export interface Law<in Impl> extends LawText {
  /** Where the values come from that the predicate must hold for: one generator a value. */
  readonly given: readonly Arbitrary<unknown>[];
  /** The predicate, for an implementation and one value of each generator; the values are its own, to write if it likes. */
  holds(impl: Impl, ...values: unknown[]): LawResult | Promise<LawResult>;
}

/** Laws about one interface. */
export interface LawSet<in Impl> {
  /** One or two words. */
  readonly name: string;
  /** The subject of the laws, as a sentence. */
  readonly about: string;
  /** Why they matter: what goes wrong in practice when they do not hold. */
  readonly why?: string;
  /** The methods that an implementation must have, so that one that lacks them is refused at once; none by default. */
  readonly methods?: readonly string[];
  /**
   * Methods that may modify their first argument. No other argument may be modified, neither by the call nor by a later one: an
   * implementation copies what it keeps. This is checked in every law.
   */
  readonly modifying?: readonly string[];
  /** Methods whose results may change later, such as the current weights. No other array that was returned may change. */
  readonly live?: readonly string[];
  /** Whether methods may return promises; false by default. */
  readonly asynchronous?: boolean;
  /** The laws. */
  readonly laws: readonly Law<Impl>[];
}

/** A law whose generators and predicate agree in type. */
export interface LawParts<Impl, Values extends readonly unknown[]> extends LawText {
  /** One generator for each value. */
  readonly given: { readonly [I in keyof Values]: Arbitrary<Values[I]> };
  /** The predicate. */
  readonly holds: (impl: Impl, ...values: Values) => LawResult | Promise<LawResult>;
}

/**
 * A law: `law({ name, formula, source, given: [generator, …], holds: (impl: Impl, value, …) => … })`.
 * A generated record is printed field by field in a counterexample.
 *
 * @example
 * const involution = law({
 *   ...{ name: 'negation is an involution', formula: '−(−x) = x', source: 'arithmetic' },
 *   given: selectLaws.laws[0].given, // a generator of fast-check: { scores }
 *   holds: ({ negate }, { scores }) => String(negate(negate(scores))) === String(scores),
 * });
 * const set = { name: 'negation', about: 'Minus.', laws: [involution] };
 * (await checkLaws(set, { negate: (x) => x.map((value) => -value) })).ok; // → true
 */
export function law<Impl, const Values extends readonly unknown[]>(parts: LawParts<Impl, Values>): Law<Impl> {
  return parts as unknown as Law<Impl>;
}

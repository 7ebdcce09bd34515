// Laws are data: a name, a formula, generators and a predicate. They do not depend on a test runner.

import type { Arbitrary } from 'fast-check';

/**
 * The result of a predicate. Returning false or throwing an error breaks the law; returning true or nothing keeps it. A
 * predicate throws NothingToCheck if the implementation does not provide what the law is about.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: a predicate that returns nothing keeps its law
export type LawResult = boolean | void;

/** The text of a law for its readers. */
export interface LawText {
  /** The law as a sentence. */
  readonly name: string;
  /** The law as a formula. */
  readonly formula: string;
  /** The source of the law: a paper and its section, or the contract of this package. */
  readonly source: string;
  /** The derivation of the error bound in the formula. A law without it is exact. */
  readonly bound?: string;
  /** Default number of cases; 100 if it is missing. */
  readonly runs?: number;
}

/** A property that every correct implementation of an interface has. Laws are made with `law`. */
export interface Law<in Impl> extends LawText {
  /** The generators of the predicate's values, one per value. */
  readonly given: readonly Arbitrary<unknown>[];
  /**
   * The predicate, for an implementation and one value per generator. It may modify the values, which are not used again.
   */
  holds(impl: Impl, ...values: unknown[]): LawResult | Promise<LawResult>;
}

/** A set of laws about one interface. */
export interface LawSet<in Impl> {
  /** Name of the set, in one or two words. */
  readonly name: string;
  /** The subject of the laws, as a sentence. */
  readonly about: string;
  /** Why the laws matter: what goes wrong in practice if they do not hold. */
  readonly why?: string;
  /**
   * Names of the methods that an implementation must have. A missing method is reported before any law is checked. None by
   * default.
   */
  readonly methods?: readonly string[];
  /**
   * Methods that may modify their first argument. No other argument may be modified, neither by the call nor by a later one: an
   * implementation copies what it keeps. Every law checks this.
   */
  readonly modifying?: readonly string[];
  /**
   * Methods whose results may change later, such as the current weights. The results of all other methods must stay unchanged.
   */
  readonly live?: readonly string[];
  /** Whether methods may return promises; false by default. */
  readonly asynchronous?: boolean;
  /** The laws of the set. */
  readonly laws: readonly Law<Impl>[];
}

/** The parts of a law, with types that relate the generators to the predicate. */
export interface LawParts<Impl, Values extends readonly unknown[]> extends LawText {
  /** The generators, one per value of the predicate. */
  readonly given: { readonly [I in keyof Values]: Arbitrary<Values[I]> };
  /** The predicate. */
  readonly holds: (impl: Impl, ...values: Values) => LawResult | Promise<LawResult>;
}

/**
 * Makes a law: `law({ name, formula, source, given: [generator, …], holds: (impl: Impl, value, …) => … })`. If a generator
 * returns records, counterexamples show their fields line by line.
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

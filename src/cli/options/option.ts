// The definition of one option. Help, parsing, validation and stored files all use it.

import type { OptionPath, ValueAt } from './paths.ts';

/** An option with a value. `T` is the type of its value, and includes null if the option may be left out. */
export interface ValueOption<T = unknown, P extends OptionPath | null = OptionPath | null> {
  /** Flag and argument in Commander's syntax: '--sparsity <fraction>'. */
  readonly flags: `--${string} <${string}>`;
  /** Text in the help, without the default. */
  readonly help: string;
  /** Parses a text. @throws {RuleError} if it is not valid. */
  readonly parse: (text: string) => NonNullable<T>;
  /** Returns the text that `parse` parses to this value. */
  format(value: NonNullable<T>): string;
  /**
   * Description of what happens without a value, for the help. Only an option with this text may have the value null.
   */
  readonly otherwise?: string;
  /** The library option that the value becomes; null if it does not become a library option on its own. */
  readonly path: P;
  /** Converts the value to the library option; by default, both are the same. */
  toLibrary?(value: NonNullable<T>): unknown;
}

/** An option that is on or off: `--dense` and `--no-dense`. */
export interface SwitchOption<P extends OptionPath | null = OptionPath | null> {
  readonly flags: `--${string}`;
  /** Text in the help if the option is off by default. */
  readonly help: string;
  /** Text in the help of the flag that turns the option off, if it is on by default. */
  readonly helpOff: string;
  readonly path: P;
}

/** The definition of one option. */
export type OptionDefinition = ValueOption | SwitchOption;

/** An option before the defaults of its definition are filled in. */
type Spec<T, P extends OptionPath | null> = Pick<ValueOption<T, P>, 'flags' | 'help' | 'parse' | 'path'> &
  Partial<Pick<ValueOption<T, P>, 'format'>>;

/** The conversion to a library option. It can be left out if the value has the type of the library option. */
type Conversion<T, P extends OptionPath | null> = P extends OptionPath
  ? T extends ValueAt<P>
    ? { toLibrary?(value: T): ValueAt<P> }
    : { toLibrary(value: T): ValueAt<P> }
  : unknown;

/** Defines an option that always has a value. Numbers, names and lists need no `format`. */
export const option = <T, const P extends OptionPath | null>(
  spec: Spec<T, P> & Conversion<NonNullable<T>, P>,
): ValueOption<T, P> => ({ format: plainText, ...(spec as Spec<T, P>) });

/** Defines an option that may be left out. Its value is then null. */
export const optional = <T, const P extends OptionPath | null>(
  spec: Spec<T, P> & Conversion<NonNullable<T>, P> & { readonly otherwise: string },
): ValueOption<T | null, P> => ({ format: plainText, ...(spec as unknown as Spec<T | null, P>) });

/** Formats a number or name unchanged, a list with commas, and an empty list as 'none'. */
const plainText = (value: unknown): string => (Array.isArray(value) ? value.join() || 'none' : String(value));

/** Returns whether an option is on or off instead of having a value. */
export const isSwitch = (definition: OptionDefinition): definition is SwitchOption => 'helpOff' in definition;

/** Returns the flag of an option without its argument: '--round-rate'. */
export const flagOf = ({ flags }: { readonly flags: string }): string => flags.split(' ')[0];

/** Returns the name under which Commander stores an option: 'roundRate'. */
export const attributeOf = (definition: { readonly flags: string }): string =>
  flagOf(definition)
    .slice(2)
    .replace(/-./g, ([, letter]) => letter.toUpperCase());

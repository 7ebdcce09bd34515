// The errors that this package throws on purpose. Messages have the form `what: rule, got value`.

/**
 * The base class of all errors that this package throws on purpose.
 *
 * @example
 * let caught;
 * try { new Random(-1); } catch (error) { caught = error; }
 * caught instanceof TicketError; // → true
 */
export class TicketError extends Error {
  override readonly name: string = 'TicketError';
}

/**
 * Thrown when an argument or option is invalid. The message has the form `what: rule, got value`.
 *
 * @example
 * new ValueError('momentum', 'must be in [0, 1)', 1.5).message; // → 'momentum: must be in [0, 1), got 1.5'
 * new Random(-1); // throws ValueError
 */
export class ValueError extends TicketError {
  override readonly name: string = 'ValueError';
  /** Name of the argument or option, with which the message starts. */
  readonly what: string;
  constructor(what: string, rule: string, got: unknown) {
    super(`${what}: ${rule}, got ${show(got)}`);
    this.what = what;
  }
}

/**
 * Thrown when shapes do not fit each other, or a shape is invalid.
 *
 * @example
 * matmul([[1, 2]], [[3, 4]]); // throws ShapeError
 */
export class ShapeError extends ValueError {
  override readonly name: string = 'ShapeError';
}

/**
 * Thrown when a value that must be finite is a NaN or an infinity.
 *
 * @example
 * const inputs = tensor([[0, NaN]]);
 * createDataset({ name: 'points', inputs, labels: Uint8Array.of(0), classes: 2 }); // throws NonFiniteError
 */
export class NonFiniteError extends ValueError {
  override readonly name: string = 'NonFiniteError';
  /** Name of the parameter or array that contains the value. */
  readonly parameter: string;
  /** Index of the value in the array. */
  readonly index: number;
  constructor(parameter: string, index: number, got: number) {
    super(`${parameter}[${index}]`, 'must be finite', got);
    this.parameter = parameter;
    this.index = index;
  }
}

/**
 * Thrown when the content of a file does not have the expected format. The message begins with the name of the file.
 *
 * @example
 * decodeSafetensors(new Uint8Array(3), 'weights.safetensors'); // throws FormatError
 */
export class FormatError extends ValueError {
  override readonly name: string = 'FormatError';
}

/** Maximum number of characters of a value in a message. */
const MAX_TEXT = 200;
/** Maximum number of list items in a message. */
const MAX_ITEMS = 20;
/** Maximum nesting depth of lists in a message. */
const MAX_DEPTH = 3;

/** Returns a value as an error message shows it: on one line, exact if it is short, otherwise shortened in the middle. */
export function show(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (value instanceof Error) return JSON.stringify(value.message);
  if (Array.isArray(value)) return showList(value, 1);
  if (typeof value === 'bigint') return shorten(`${value}n`);
  if (typeof value === 'object' && value !== null) return withArticle(nameOf(value));
  if (typeof value === 'function') return 'a function';
  return Object.is(value, -0) ? '-0' : shorten(String(value));
}

/** Returns a text of at most 200 characters as it is, and both ends of a longer one. */
export const shorten = (text: string): string =>
  text.length <= MAX_TEXT ? text : `${text.slice(0, 120)}…${text.slice(-60)}`;

function quoted(text: string): string {
  const shown = JSON.stringify(shorten(text));
  return text.length <= MAX_TEXT ? shown : `${shown} (${text.length} characters)`;
}

function showList(list: readonly unknown[], depth: number): string {
  if (depth > MAX_DEPTH) return '[…]';
  const items = list
    .slice(0, MAX_ITEMS)
    .map((item) => (Array.isArray(item) ? showList(item, depth + 1) : show(item)));
  if (list.length > MAX_ITEMS) items.push(`… (${list.length} items)`);
  return shorten(`[${items.join(', ')}]`);
}

/** Returns a name with its article: 'a Map', 'an Object', 'a Uint8Array'. */
const withArticle = (name: string): string => `${/^(?!uint)[aeiou]/i.test(name) ? 'an' : 'a'} ${name}`;

/**
 * Returns the name of an object's class. An object that was read from a file may have a `constructor` that is not a class.
 */
function nameOf(value: object): string {
  const name: unknown = value.constructor?.name;
  return typeof name === 'string' ? shorten(name) : 'object';
}

// Every error this package throws on purpose. Messages read `what: rule, got value`.

/** The common ancestor of every error this package throws on purpose. */
export class TicketError extends Error {
  override readonly name: string = 'TicketError';
}

/** A single argument or option breaks its rule. */
export class ValueError extends TicketError {
  override readonly name: string = 'ValueError';
  constructor(what: string, rule: string, got: unknown) {
    super(`${what}: ${rule}, got ${show(got)}`);
  }
}

/** Shapes that do not fit each other, or a shape that is none. */
export class ShapeError extends ValueError {
  override readonly name: string = 'ShapeError';
}

/** A NaN or an infinity where numbers must be finite. */
export class NonFiniteError extends ValueError {
  override readonly name: string = 'NonFiniteError';
  /** The name of the parameter or array that holds it. */
  readonly parameter: string;
  /** Its flat index there. */
  readonly index: number;
  constructor(parameter: string, index: number, got: number) {
    super(`${parameter}[${index}]`, 'must be finite', got);
    this.parameter = parameter;
    this.index = index;
  }
}

/** A file or byte sequence that is not what its format promises. */
export class FormatError extends ValueError {
  override readonly name: string = 'FormatError';
}

/** Shows a value the way an error message should: short, exact, on one line. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'object' && value !== null) return `a ${value.constructor?.name ?? 'object'}`;
  if (typeof value === 'function') return 'a function';
  return Object.is(value, -0) ? '-0' : String(value);
}

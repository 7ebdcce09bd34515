import { parseArgs } from 'node:util';

/** Every benchmark, in the order they are run. */
export const NAMES = ['matmul', 'step', 'imp', 'topk', 'trials', 'threads'] as const;

/** The name of a benchmark. */
export type Name = (typeof NAMES)[number];

/** What the command line asks for. */
export interface Arguments {
  /** The benchmarks to run: all of them if none is named, and none for `history`. */
  readonly names: readonly Name[];
  /** The commit that `history` compares the working tree with. */
  readonly commit?: string;
  /** Print a JSON array in place of tables. */
  readonly json: boolean;
  /** Put the tables into README.md. */
  readonly write: boolean;
  /** Shorter trainings in `imp`: 200 iterations a round. */
  readonly quick: boolean;
  /** Timed rounds of each case; each benchmark's own number without it. */
  readonly runs?: number;
}

/** The benchmark that compares two commits. It runs only when it is named, because it needs the other commit. */
const HISTORY = 'history';

/** How to call it. */
export const USAGE = `npm run bench -- [NAME] [--json] [--write] [--quick] [--runs N]   NAME: ${NAMES.join(', ')}
npm run bench -- ${HISTORY} COMMIT [--json] [--write] [--runs N]`;

/** A command line that asks for what there is not. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError';
}

/** Reads the command line. Throws an ArgumentError that says what is wrong and what there is. */
export function parseArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parse(args);
  const { json = false, write = false, quick = false, runs } = values;
  const options = { json, write, quick, ...(runs !== undefined && { runs: wholeFromOne(runs) }) };
  const [name, ...rest] = positionals;
  if (name === HISTORY) return { names: [], commit: commitOf(rest), ...options };
  return { names: namesOf(positionals), ...options };
}

function commitOf(rest: readonly string[]): string {
  if (rest.length === 1 && rest[0] !== '') return rest[0];
  throw wrong('COMMIT', `must be given once after ${HISTORY}`, rest.join(' ') || 'none');
}

function namesOf(positionals: readonly string[]): readonly Name[] {
  if (positionals.length > 1) throw wrong('NAME', 'at most one may be given', positionals.join(' '));
  const names = positionals.length === 0 ? NAMES : NAMES.filter((name) => name === positionals[0]);
  if (names.length > 0) return names;
  throw wrong('NAME', `must be one of ${[...NAMES, HISTORY].join(', ')}`, positionals[0]);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        write: { type: 'boolean' },
        quick: { type: 'boolean' },
        runs: { type: 'string' },
      },
    });
  } catch (error) {
    throw new ArgumentError(`${(error as Error).message}\n${USAGE}`);
  }
}

function wholeFromOne(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw wrong('--runs', 'must be an integer in 1 … 9999', text);
}

const wrong = (what: string, rule: string, got: string): ArgumentError =>
  new ArgumentError(`${what}: ${rule}, got ${got}\n${USAGE}`);

// The examples in doc comments. A line that ends with `// → 6` has that value, as `node:util` shows it; one that ends with
// `// throws ValueError` throws such an error. Names of this package need no import, and an example
// may declare them again.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as experiments from '../../src/experiments/index.ts';
import * as root from '../../src/index.ts';
import * as laws from '../../src/laws/index.ts';
import * as node from '../../src/node.ts';
import * as parallel from '../../src/parallel/index.ts';
import * as pruning from '../../src/pruning/index.ts';
import { publicSymbols } from './public-symbols.ts';

const SYMBOLS = publicSymbols();
const NAMES: Readonly<Record<string, unknown>> = {
  ...laws,
  ...parallel,
  ...node,
  ...experiments,
  ...pruning,
  ...root,
};

const EXAMPLES = SYMBOLS.flatMap(({ name, examples }) => examples.map((code) => [name, code] as const));

/** Returns a value as an example shows it. */
const shown = (value: unknown): string =>
  inspect(value, { breakLength: Number.POSITIVE_INFINITY, depth: 4, maxArrayLength: 20 });

/** The code with its expectations as calls of `check` and `throws`. */
const executable = (code: string): string =>
  code
    .split('\n')
    .map((line) => {
      const [, statement, expected] = /^(.*); \/\/ → (.*)$/.exec(line) ?? [];
      if (expected !== undefined) {
        const [, declared] = /^const (\w+) = /.exec(statement) ?? [];
        return declared === undefined
          ? `check(${statement}, ${JSON.stringify(expected)});`
          : `${statement}; check(${declared}, ${JSON.stringify(expected)});`;
      }
      const [, thrower, error] = /^(.*); \/\/ throws (\w+)$/.exec(line) ?? [];
      return error === undefined
        ? line
        : `await throws(async () => { ${thrower}; }, ${JSON.stringify(error)});`;
    })
    .join('\n');

/** Runs an example. Returns how many expectations it has. */
async function run(code: string): Promise<number> {
  let count = 0;
  const check = (value: unknown, expected: string) => {
    count++;
    expect(shown(value)).toBe(expected);
  };
  const throws = async (statement: () => Promise<void>, name: string) => {
    count++;
    await expect(statement()).rejects.toHaveProperty('name', name);
  };
  const AsyncFunction = (async () => {}).constructor as new (
    ...words: string[]
  ) => (...values: unknown[]) => Promise<void>;
  await new AsyncFunction(...Object.keys(NAMES), 'check', 'throws', `{\n${executable(code)}\n}`)(
    ...Object.values(NAMES),
    check,
    throws,
  );
  return count;
}

const before = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'winning-ticket-examples-'));
beforeAll(() => process.chdir(folder)); // for examples that write files
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

describe('the examples in doc comments', () => {
  test.each(EXAMPLES)('%s', async (_, code) => {
    expect(await run(code)).toBeGreaterThan(0);
  });

  test('every public function and class has an @example', () => {
    const missing = SYMBOLS.filter(({ kind, examples }) => kind !== 'member' && examples.length === 0);
    expect(missing.map(({ name }) => name)).toEqual([]);
  });
});

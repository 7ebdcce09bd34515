import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ROOT } from './sources.ts';

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Packages that a lock file's entries name as optional, and that it has no entry for: `npm ci` refuses each. */
function missing(packages: Readonly<Record<string, Locked>>): string[] {
  const locked = new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1)));
  const named = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
  return [...new Set(named)].filter((name) => !locked.has(name));
}

test('package-lock.json has an entry for every platform of each optional binary', () => {
  const lock = JSON.parse(readFileSync(`${ROOT}/package-lock.json`, 'utf8'));
  expect(missing(lock.packages)).toEqual([]);
});

test('the lockfile check detects a missing platform', () => {
  const parent = { optionalDependencies: { '@a/linux': '1.0.0', '@a/darwin': '1.0.0' } };
  const packages = { '': {}, 'node_modules/a': parent, 'node_modules/b/node_modules/@a/linux': {} };
  expect(missing(packages)).toEqual(['@a/darwin']);
});

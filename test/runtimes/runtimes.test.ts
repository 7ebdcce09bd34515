import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { answerOf, answerOfThisNode, fetched } from './runtimes.ts';

const NODE = `node-${process.platform}-${process.arch}`;

test.each([
  ['node 22.', fetched(`${NODE}@22`, 'node')],
  ['node 24.', fetched(`${NODE}@24`, 'node')],
  ['bun 1.', fetched('bun@1', 'bun')],
  ['deno 2.', fetched('deno@2', 'deno', 'run', '--allow-read')],
] as const)('%sx finds the ticket that this Node finds', async (version, command) => {
  const [here, there] = await Promise.all([answerOfThisNode(), answerOf(command)]);
  expect(there.runtime.slice(0, version.length)).toBe(version);
  expect(here.digest).toMatch(/^[0-9a-f]{64}$/);
  expect(there.digest).toBe(here.digest);
});

test('node:test runs the laws of the built package', () => {
  const file = fileURLToPath(new URL('../laws/foreign/threshold.test.mjs', import.meta.url));
  const env = { ...process.env, LAW_SEED: '1', NODE_TEST_CONTEXT: undefined };
  const { stdout } = spawnSync(process.execPath, ['--test', file], { encoding: 'utf8', env });
  for (const line of ['tests 17', 'pass 7', 'fail 10'])
    expect(stdout).toMatch(new RegExp(`^. ${line}$`, 'm'));
});

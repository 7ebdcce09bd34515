// What the commands beside `find` refuse before anything is trained.

import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratch } from './children.ts';
import { QUICK, say } from './methods-support.ts';

describe('exit code 2 for what is not an option or a command', () => {
  test.each([
    ['snip --sparsty 0.5', '--sparsity'],
    ['edge-popup --kep 0.5', '--keep'],
    ['supermask --untraind', '--untrained'],
  ])('%s is unknown', async (line, meant) => {
    const { code, stderr } = await say(line);
    expect(code).toBe(2);
    expect(stderr).toContain(`Did you mean ${meant}?`);
  });

  test('a command that is none, with the nearest', async () => {
    const { code, stderr } = await say('edge-popp');
    expect(code).toBe(2);
    expect(stderr).toContain('Did you mean edge-popup?');
  });
});

describe('exit code 3 for what is on the disk, or is not', () => {
  test('a folder with a file in it is left as it is', async () => {
    const used = join(scratch, 'used');
    mkdirSync(used);
    writeFileSync(join(used, 'note'), 'mine');
    const { code, message } = await say(`strong ${QUICK} --hidden 3 --n 4 --out ${used}`);
    expect(code).toBe(3);
    expect(message).toContain('must be new or empty');
    expect(readdirSync(used)).toEqual(['note']);
  });
});

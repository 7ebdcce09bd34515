// `winning-ticket verify`.

import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { filesIn } from '../../src/runs/folder.ts';
import { markupWithChecksum } from '../../src/runs/text-checksum.ts';
import { type Ended, succeeding, winningTicket } from './in-process.ts';
import { copyOf, folder, searchIn, setIn } from './run-folders.ts';
import { FIND, TINY } from './tiny.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const ONE = folder('one');
const TWO = folder('two');
const SNIP = folder('snip');
const OTHER = folder('other');

beforeAll(async () => {
  await succeeding(`${FIND} --rounds 1 --quiet --out ${ONE}`);
  await succeeding(`${FIND} --rounds 1 --controls none --trials 2 --quiet --out ${TWO}`);
  await succeeding(`${FIND} --rounds 1 --lr 0.01 --quiet --out ${OTHER}`);
  await succeeding(`${TINY.snip} --trials 1 --quiet --out ${SNIP}`);
});

/** The problems that `verify` reports, by file; they must be the same as text and as JSON. */
async function problemsOf(path: string): Promise<Record<string, string>> {
  const json = await winningTicket(`verify ${path} --json`);
  const { files } = JSON.parse(json.stdout) as { files: { name: string; problem: string | null }[] };
  const problems = files.filter(({ problem }) => problem !== null);
  const text = await winningTicket(`verify ${path}`);
  expect(text.stdout.match(/^PROBLEM {2}.*$/gm) ?? []).toEqual(
    problems.map(({ problem }) => `PROBLEM  ${problem}`),
  );
  expect([text.code, text.message]).toEqual([json.code, json.message]);
  expect(json.code).toBe(problems.length === 0 ? 0 : 3);
  if (problems.length > 0)
    expect(json.message).toMatch(`${path}: must have undamaged files of one run only, got problems with `);
  for (const { name } of problems) expect(json.message).toContain(name);
  return Object.fromEntries(problems.map(({ name, problem }) => [name, problem as string]));
}

describe('a whole run', () => {
  let ended: Ended;
  beforeAll(async () => {
    ended = await winningTicket(`verify ${ONE}`);
  });

  test('exits with code 0, lists every file with its role, and states the digest of the ticket', () => {
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    const lines = ended.stdout.split('\n');
    expect(
      lines
        .filter((line) => line.startsWith('ok '))
        .map((line) => line.split(/\s+/)[1])
        .sort(),
    ).toEqual(filesIn(ONE));
    expect(lines).toContain('ok       units/000-seed-1-level-0.json  facts of seed 1/level 0');
    expect(ended.stdout).toMatch(/^ok {7}ticket\.safetensors +ticket of seed 1$/m);
    expect(ended.stdout).toMatch(/^ok {7}record\.json +record$/m);
    expect(lines.slice(-3)).toEqual([
      'find, 1 seed: 4 of 4 steps finished',
      `ticket of seed 1: ${searchIn(ONE).ticket?.digest}`,
      '',
    ]);
  });

  test('--json prints the same as one object', async () => {
    const { code, stdout } = await winningTicket(`verify ${ONE} --json`);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\{.*\}\n$/);
    expect(JSON.parse(stdout)).toEqual({
      ...{ command: 'find', seeds: [1], finished: 4, units: 4 },
      tickets: [{ seed: 1, digest: searchIn(ONE).ticket?.digest }],
      files: filesIn(ONE)
        .map((name) => ({ name, role: expect.any(String), problem: null }))
        .sort(byRole),
    });
  });

  /** The plan, units and tickets come before what is drawn from them. */
  const byRole = (a: { name: string }, b: { name: string }) => rank(a.name) - rank(b.name);
  const rank = (name: string) => {
    const order = [/plan/, /^units/, /safetensors/, /./];
    return order.findIndex((part) => part.test(name));
  };

  test('changes nothing in the folder', async () => {
    const before = filesIn(ONE).map((name) => readFileSync(join(ONE, name), 'utf8'));
    await winningTicket(`verify ${ONE}`);
    expect(filesIn(ONE).map((name) => readFileSync(join(ONE, name), 'utf8'))).toEqual(before);
  });

  test('of several seeds has a ticket per seed', async () => {
    const { code, stdout } = await winningTicket(`verify ${TWO}`);
    expect(code).toBe(0);
    expect(stdout).toContain('find, 2 seeds: 4 of 4 steps finished\n');
    expect(stdout.match(/^ticket of seed \d: [0-9a-f]{64}$/gm)).toHaveLength(2);
    expect(stdout).toMatch(/^ok {7}seed-2\/ticket\.safetensors +ticket of seed 2$/m);
  });

  test('of a command without tickets has none', async () => {
    const { code, stdout } = await winningTicket(`verify ${SNIP} --json`);
    expect([code, JSON.parse(stdout).tickets]).toEqual([0, []]);
  });

  test('with other files names them, and they are no problem', async () => {
    const copy = copyOf(ONE);
    writeFileSync(join(copy, 'notes.txt'), 'mine');
    expect(await problemsOf(copy)).toEqual({});
    expect((await winningTicket(`verify ${copy}`)).stdout).toMatch(/^other {4}notes\.txt$/m);
  });
});

test('an unfinished run exits with code 0 and states how much has finished', async () => {
  const copy = copyOf(TWO);
  const units = readdirSync(join(copy, 'units')).sort();
  rmSync(join(copy, 'units', units.at(-1) as string));
  const { code, stdout } = await winningTicket(`verify ${copy}`);
  expect(code).toBe(0);
  expect(stdout).toContain('find, 2 seeds: 3 of 4 steps finished');
  expect(await problemsOf(copy)).toEqual({});
});

describe('a problem is reported for', () => {
  test('any changed byte of any file', async () => {
    for (const run of [ONE, TWO])
      for (const name of filesIn(run)) {
        if (name === 'plan.json') continue;
        const copy = copyOf(run);
        const bytes = readFileSync(join(copy, name));
        bytes[Math.floor(bytes.length * 0.6)] ^= 1;
        writeFileSync(join(copy, name), bytes);
        const problems = await problemsOf(copy);
        // Without the facts of its unit, the ticket is newer than any that is known, which may be.
        expect(Object.keys(problems), name).toEqual([name]);
        expect(problems[name]).toContain(join(copy, name));
        rmSync(copy, { recursive: true });
      }
  });

  test('any file cut short', async () => {
    for (const name of filesIn(ONE)) {
      if (name === 'plan.json') continue;
      const copy = copyOf(ONE);
      const bytes = readFileSync(join(copy, name));
      writeFileSync(join(copy, name), bytes.subarray(0, bytes.length - 3));
      expect(Object.keys(await problemsOf(copy)), name).toEqual([name]);
      rmSync(copy, { recursive: true });
    }
  });

  test('a ticket of another seed, and a missing ticket', async () => {
    const copy = copyOf(TWO);
    const [first, second] = [1, 2].map((seed) => join(copy, `seed-${seed}`, 'ticket.safetensors'));
    cpSync(first, second);
    expect((await problemsOf(copy))['seed-2/ticket.safetensors']).toContain('must belong to this run');
    rmSync(second);
    expect((await problemsOf(copy))['seed-2/ticket.safetensors']).toContain(
      'must exist, because seed 2/level 0 found',
    );
  });

  test('facts whose ticket is not the one in the folder', async () => {
    const copy = copyOf(ONE);
    setIn(join(copy, 'units/000-seed-1-level-0.json'), ['ticket'], 'ab'.repeat(32));
    expect((await problemsOf(copy))['ticket.safetensors']).toContain('must be the ticket of seed 1/level 0');
  });

  test('a record that is not that of the results', async () => {
    const copy = copyOf(ONE);
    setIn(join(copy, 'record.json'), ['trials', 0, 'record', 'dense', 'testAccuracy'], 0.999);
    expect(await problemsOf(copy)).toEqual({
      'record.json': `${join(copy, 'record.json')}: must be drawn from the results of this run, got another drawing`,
    });
  });

  test('a record, a page and a picture of another run', async () => {
    for (const name of ['record.json', 'report.html', 'curves.svg']) {
      const copy = copyOf(ONE);
      cpSync(join(OTHER, name), join(copy, name));
      expect(await problemsOf(copy)).toEqual({
        [name]: `${join(copy, name)}: must belong to this run, got "another"; delete the file to have it drawn again`,
      });
      rmSync(copy, { recursive: true });
    }
  });

  test('a picture that was changed together with its checksum', async () => {
    const copy = copyOf(ONE);
    const file = join(copy, 'curves.svg');
    const text = readFileSync(file, 'utf8');
    const changed = text.replace('</title>', '!</title>');
    expect(changed).not.toBe(text);
    writeFileSync(file, markupWithChecksum(changed.slice(0, changed.lastIndexOf('<!-- sha256'))));
    expect((await problemsOf(copy))['curves.svg']).toContain('must be drawn from the results of this run');
  });

  test('facts that were changed together with their checksum, by means of the record', async () => {
    const copy = copyOf(ONE);
    setIn(join(copy, 'units/001-seed-1-level-1.json'), ['facts', 'testAccuracy'], 0.999);
    expect(Object.keys(await problemsOf(copy))).toContain('record.json');
  });

  test('several files at once', async () => {
    const copy = copyOf(ONE);
    for (const name of ['curves.svg', 'report.html']) writeFileSync(join(copy, name), '');
    expect(Object.keys(await problemsOf(copy)).sort()).toEqual(['curves.svg', 'report.html']);
  });
});

test('a damaged plan exits with code 3 before anything else is checked', async () => {
  const copy = copyOf(ONE);
  writeFileSync(join(copy, 'plan.json'), '{');
  const { code, stdout, message } = await winningTicket(`verify ${copy}`);
  expect([code, stdout]).toEqual([3, '']);
  expect(message).toContain(`${join(copy, 'plan.json')}: must end with its checksum`);
});

// Folders that cannot be used, and files in run folders that do not belong there. All exit with code 3.

import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { resumeCommand } from '../../src/cli/resume-command.ts';
import { isClaim } from '../../src/runs/lock.ts';
import { jsonWithChecksum } from '../../src/runs/text-checksum.ts';
import { writeIdxFolder } from './idx.ts';
import { succeeding, winningTicket } from './in-process.ts';
import { copyOf, decided, folder, scratch, setIn } from './run-folders.ts';
import { FIND, QUICK } from './tiny.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const RUN = `${FIND} --rounds 1`;
const WHOLE = folder('whole');
const OTHER = folder('other');
let made = 0;

beforeAll(async () => {
  await succeeding(`${RUN} --quiet --out ${WHOLE}`);
  await succeeding(`${RUN} --lr 0.01 --quiet --out ${OTHER}`);
});

/** A new folder with these files. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const path = folder(`made-${++made}`);
  mkdirSync(path);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

/** Makes a whole run one of which the last unit has not finished. */
function unfinish(path: string): string {
  const last = readdirSync(join(path, 'units')).sort().at(-1) as string;
  rmSync(join(path, 'units', last));
  return path;
}

/** Continues a run, which must fail with exit code 3 and must not change the folder. Returns the message. */
async function rejected(path: string, name = 'find'): Promise<string> {
  const before = existsSync(path) ? readdirSync(path).filter((file) => !isClaim(file)) : null;
  const { code, message, stdout, stderr } = await winningTicket(`${name} --resume ${path}`);
  expect([code, stdout, stderr]).toEqual([3, '', '']);
  expect(existsSync(path) ? readdirSync(path).filter((file) => !isClaim(file)) : null).toEqual(before);
  return message;
}

describe('--out', () => {
  test('rejects a folder with a file in it, and leaves it as it is', async () => {
    const used = folderWith({ note: 'mine' });
    for (const command of [FIND, `strong ${QUICK} --hidden 3 --n 4`]) {
      const { code, message } = await winningTicket(`${command} --out ${used}`);
      expect(code).toBe(3);
      expect(message).toBe(
        `--out ${used}: must be new or empty (--resume ${used} continues an interrupted run), got 1 files in it`,
      );
    }
    expect(readdirSync(used)).toEqual(['note']);
    expect(readFileSync(join(used, 'note'), 'utf8')).toBe('mine');
  });

  test('accepts a folder with nothing but a temporary file of a killed process', async () => {
    const left = folderWith({ '.0b5f9f0e-6a3c-4d8e-9c1d-2f4b7a8e9d10.tmp': 'half' });
    await succeeding(`${RUN} --controls none --quiet --out ${left}`);
    expect(readdirSync(left).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('rejects a folder with another hidden file', async () => {
    expect(await winningTicket(`${RUN} --out ${folderWith({ '.mine.tmp': 'whole' })}`)).toMatchObject({
      code: 3,
    });
  });

  test('rejects a file, and a folder below a file', async () => {
    const file = join(folderWith({ file: '' }), 'file');
    for (const path of [file, join(file, 'below')])
      expect(await winningTicket(`${RUN} --out ${path}`)).toMatchObject({
        code: 3,
        message: expect.stringContaining(`--out ${path}: must be a folder that can be made`),
      });
  });
});

describe('--resume rejects', () => {
  test('a folder that does not exist, or is not of a run', async () => {
    for (const path of [folder('nowhere'), folderWith({}), folderWith({ note: 'mine' })])
      expect(await rejected(path)).toBe(
        `${path}: must be the folder of a run, with a file plan.json, got none`,
      );
  });

  test('a file', async () => {
    const file = join(folderWith({ file: '' }), 'file');
    expect(await winningTicket(`find --resume ${file}`)).toMatchObject({
      code: 3,
      message: expect.stringContaining(`--resume ${file}: must be the folder of a run`),
    });
  });

  test.each([
    ['find', { 'record.json': '{"config": {}}', 'progress.safetensors': '' }],
    ['find', { 'trials.json': '{"config": {}, "trials": []}' }],
    ['snip', { 'record.json': '{"method": "snip"}' }],
  ])('the folder of a run of %s by an older version', async (name, files) => {
    expect(await rejected(folderWith(files), name)).toContain(
      'was written by an older version of winning-ticket, whose runs cannot be resumed or verified; start the run again in a new folder',
    );
  });

  test('the run of another command, and says how to continue it', async () => {
    expect(await rejected(copyOf(WHOLE), 'snip')).toMatch(
      /must be the folder of a snip run, got one of find \(continue it with: npm run -s winning-ticket -- find --resume .*\)$/,
    );
    const path = copyOf(WHOLE);
    expect(await rejected(path, 'sweep')).toContain(resumeCommand('find', path));
  });

  test.each([
    ['cut short', (text: string) => text.slice(0, text.length / 2), 'must end with its checksum'],
    ['empty', () => '', 'must end with its checksum'],
    ['other JSON', () => '{}\n', 'must end with its checksum'],
    [
      'with another option',
      (text: string) => text.replace('"rounds": 1', '"rounds": 2'),
      'must have the checksum of its content',
    ],
    [
      'with another seed',
      (text: string) => text.replace('"seed": 1\n', '"seed": 2\n'),
      'must have the checksum of its content',
    ],
    [
      'of another kind',
      () => jsonWithChecksum({ format: 'something', version: 1 }),
      'must have the format winning-ticket-run',
    ],
    [
      'of a later version',
      () => jsonWithChecksum({ format: 'winning-ticket-run', version: 2 }),
      'must have the version 1',
    ],
    [
      'without options',
      () => jsonWithChecksum({ format: 'winning-ticket-run', version: 1 }),
      'must hold the plan of a run',
    ],
  ])('a plan that is %s', async (_, edit, problem) => {
    const path = copyOf(WHOLE);
    const file = join(path, 'plan.json');
    const text = readFileSync(file, 'utf8');
    const edited = edit(text);
    expect(edited).not.toBe(text);
    writeFileSync(file, edited);
    expect(await rejected(path)).toContain(`${file}: ${problem}`);
  });

  test.each<[string, string[], unknown, string]>([
    ['another option', ['options', 'lr'], 0.5, 'must belong to this run'],
    ['other data', ['data'], 'ab'.repeat(32), 'must belong to this run'],
    ['another command', ['command'], 'compare', 'must belong to this run'],
    ['another first seed', ['options', 'seed'], 2, 'must hold the plan of a run'],
    ['an invalid first seed', ['options', 'seed'], 'x', 'must hold the plan of a run'],
    ['other seeds', ['seeds'], [2], 'must hold the plan of a run'],
    ['no seeds', ['seeds'], [], 'must hold the plan of a run'],
    ['half a seed', ['seeds'], [0.5], 'must hold the plan of a run'],
  ])('a plan with %s and a checksum that fits', async (_, keys, value, problem) => {
    const path = copyOf(WHOLE);
    setIn(join(path, 'plan.json'), keys, value);
    expect(await rejected(path)).toContain(problem);
    expect(await rejected(unfinish(path))).toContain(problem);
  });

  test.each<[string, (string | number)[], unknown, string]>([
    ['an invalid option', ['options', 'lr'], -1, 'must have valid options'],
    ['an unknown option', ['options', 'color'], 1, 'must have valid options'],
    ['another unit', ['units', 3, 'id'], 'seed 1/other', 'must plan the same units as this version'],
  ])('a plan with %s, a checksum that fits and no finished units', async (_, keys, value, problem) => {
    const path = copyOf(WHOLE);
    setIn(join(path, 'plan.json'), keys, value);
    for (const name of readdirSync(path))
      if (name !== 'plan.json') rmSync(join(path, name), { recursive: true });
    expect(await rejected(path)).toContain(problem);
  });

  test('every file of a run with other options, finished or not', async () => {
    const names = [...readdirSync(join(WHOLE, 'units')).map((name) => `units/${name}`), 'ticket.safetensors'];
    expect(names).toHaveLength(5);
    for (const name of names) {
      const path = copyOf(WHOLE);
      cpSync(join(OTHER, name), join(path, name));
      expect(await rejected(path)).toContain(
        `${join(path, name)}: must belong to this run, with the same options and data`,
      );
      if (name === names[3]) continue;
      expect(await rejected(unfinish(path))).toContain('must belong to this run');
    }
  });

  test('files of seeds that its plan does not have, because the plan of another run replaced its own', async () => {
    const other = folder('other-seed');
    await succeeding(`${RUN} --seed 2 --quiet --out ${other}`);
    const path = unfinish(copyOf(WHOLE));
    cpSync(join(other, 'plan.json'), join(path, 'plan.json'));
    expect(await rejected(path)).toMatch(/units\/000-seed-1-level-0.*: must belong to this run/);
    expect((await winningTicket(`verify ${path}`)).code).toBe(3);
  });

  test('a damaged ticket of a finished run', async () => {
    const path = copyOf(WHOLE);
    const file = join(path, 'ticket.safetensors');
    const ticket = readFileSync(file);
    ticket[ticket.length - 5] ^= 1;
    writeFileSync(file, ticket);
    expect(await rejected(path)).toContain(file);
    rmSync(file);
    expect(await rejected(path)).toContain(`${file}: must exist, because seed 1/level 0 found a ticket`);
  });

  test.each(['record.json', 'report.html', 'curves.svg'])(
    'a damaged %s, and draws it again after it has been deleted',
    async (name) => {
      const path = copyOf(WHOLE);
      const file = join(path, name);
      const text = readFileSync(file, 'utf8');
      writeFileSync(
        file,
        text.replace(/\d/, (digit) => String(9 - Number(digit))),
      );
      expect(await rejected(path)).toMatch(
        /must have the checksum.*; delete the file to have it drawn again$/,
      );
      rmSync(file);
      await succeeding(`find --resume ${path} --quiet`);
      expect(readFileSync(file, 'utf8')).toBe(text);
      expect(decided(path)).toEqual(decided(WHOLE));
    },
  );
});

describe('data that have changed', () => {
  const line = `--hidden 4 --iterations 10 --batch 50 --evaluate-every 10 --sparsity 0.5 --rounds 1 --threads 1 --quiet`;

  test('are rejected while a run is unfinished, and not needed any more when it has finished', async () => {
    const data = writeIdxFolder(folder('images'), { train: 300, test: 50 });
    const out = folder('of-images');
    await succeeding(`find --data ${data} ${line} --out ${out}`);
    const unfinished = unfinish(copyOf(out));
    const labels = join(data, 'train-labels-idx1-ubyte');
    const bytes = readFileSync(labels);
    bytes[8] = (bytes[8] + 1) % 10;
    writeFileSync(labels, bytes);
    expect(await rejected(unfinished)).toContain('plan.json: must be continued with the same data, got "');
    await succeeding(`find --resume ${out} --quiet`);
    rmSync(data, { recursive: true });
    expect(await rejected(unfinished)).toContain(`--data ${data}: folder: must be an existing folder`);
    await succeeding(`find --resume ${out} --quiet`);
  });
});

describe('a folder that cannot be written to', () => {
  test('exits with code 3 for --out and --resume, and can be verified', async () => {
    const path = copyOf(WHOLE);
    const [mode, user] = [0o555, process.geteuid?.()];
    chmodSync(scratch, 0o755);
    chmodSync(path, mode);
    // Permissions do not apply to root, who becomes another user here.
    if (user === 0) process.seteuid?.(65534);
    try {
      expect(await winningTicket(`find --resume ${path}`)).toMatchObject({
        code: 3,
        message: expect.stringMatching(/^--resume .*: must be the folder of a run, got .*EACCES/),
      });
      expect(await winningTicket(`${RUN} --out ${join(path, 'below')}`)).toMatchObject({
        code: 3,
        message: expect.stringMatching(/^--out .*: must be a folder that can be made, got .*EACCES/),
      });
      expect((await winningTicket(`verify ${path}`)).code).toBe(0);
    } finally {
      if (user === 0) process.seteuid?.(0);
      chmodSync(path, 0o755);
    }
  });
});

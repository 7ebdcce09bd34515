// `find` with one seed and with several.

import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { countInputWeights } from '../../src/experiments/masks/input-weights.ts';
import { readTicketFile } from '../../src/formats/read-and-write-files.ts';
import { inputsImage } from '../../src/report/index.ts';
import { checkFolder } from '../../src/runs/verify.ts';
import { writeIdxFolder } from './idx.ts';
import { type Ended, succeeding, winningTicket } from './in-process.ts';
import { commandOn, folder, recordIn, searchIn, timeless } from './run-folders.ts';
import { FIND, QUICK } from './tiny.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const ONE = folder('one');
const THREE = folder('three');
const fileIn = (path: string, name: string) => readFileSync(join(path, name));
const widthOf = (stdout: string) =>
  Math.max(...stdout.split('\n').map((line) => (line.startsWith('Report: ') ? 0 : line.length)));

describe('find with one seed', () => {
  let json: Ended;
  beforeAll(async () => {
    json = await succeeding(`${FIND} --json --out ${ONE}`);
  });

  test('--json prints the record as one object, and nothing else', () => {
    expect(json.stdout).toMatch(/^\{.*\}\n$/);
    expect(json.stdout).not.toMatch(/NaN|Infinity|undefined/);
    const record = JSON.parse(json.stdout);
    expect(record).toEqual(recordIn(ONE));
    expect(Object.keys(record)).toEqual(['run', 'command', 'options', 'trials', 'winners', 'quality']);
    expect(record).toMatchObject({
      command: 'find',
      options: {
        data: 'two-moons',
        sparsity: 0.8,
        rounds: 3,
        rewind: 'init',
        hidden: [8],
        seed: 1,
        batch: 20,
      },
      trials: [{ seed: 1, error: null, seconds: expect.any(Number) }],
    });
  });

  test('the record of a seed has the documented shape', () => {
    const record = searchIn(ONE);
    const training = {
      sparsity: expect.any(Number),
      remaining: expect.any(Number),
      validationLoss: expect.any(Number),
      testAccuracy: expect.any(Number),
      finalTestAccuracy: expect.any(Number),
      earlyStopIteration: expect.any(Number),
      seconds: expect.any(Number),
    };
    expect(record).toMatchObject({
      ...{ seed: 1, tolerance: 0.002 },
      dense: { ...training, round: 0, sparsity: 0, remaining: 32 },
      rounds: [1, 2, 3].map((round) => ({ round, ...training })),
      ticket: {
        sparsity: 26 / 32,
        density: 6 / 32,
        remainingParameters: 6,
        totalParameters: 32,
        compressionRatio: 32 / 6,
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      controls: [
        { name: 'reinit', round: 3, ...training },
        { name: 'shuffle', round: 3, ...training },
      ],
      verdict: { wins: expect.stringMatching(/^(yes|no|undecided)$/), text: expect.any(String) },
    });
    expect(record.rounds.map(({ sparsity }) => sparsity)).toEqual(record.ticket?.sparsityHistory);
  });

  test('progress is one line per training, at most 80 columns wide and without control characters', () => {
    const [opening, ...lines] = json.stderr.trimEnd().split('\n');
    expect(opening).toBe(`Writing ${ONE}, seed 1, simd kernels`);
    expect(lines.map((line) => line.slice(0, 8).trim())).toEqual([
      ...['dense', 'round 1', 'round 2', 'round 3', 'reinit', 'shuffle'],
    ]);
    for (const line of lines) {
      expect(line).toMatch(/ \d+\.\d % left +\d+ weights +test +\d+\.\d\d % at iteration +\d+ +\d+\.\d s$/);
      expect(line.length).toBeLessThanOrEqual(80);
    }
    expect([...json.stdout, ...json.stderr].filter((c) => c < ' ' && c !== '\n')).toEqual([]);
  });

  test('the folder has these files, of which each is whole', async () => {
    expect(
      readdirSync(ONE)
        .filter((name) => !name.startsWith('.lock-'))
        .sort(),
    ).toEqual([
      ...['accuracy.svg', 'curves.svg', 'layers.svg', 'plan.json', 'record.json', 'report.html'],
      ...['ticket.safetensors', 'units'],
    ]);
    expect(readdirSync(join(ONE, 'units')).filter((name) => !name.endsWith('.json'))).toEqual([]);
    const { files } = await checkFolder(ONE);
    expect(files.filter(({ role, problem }) => role === null || problem !== null)).toEqual([]);
    for (const picture of ['accuracy.svg', 'curves.svg', 'layers.svg'])
      expect(String(fileIn(ONE, picture))).toMatch(
        /^<svg[\s\S]*<\/svg>\n<!-- run: \w{64} -->\n<!-- sha256: \w{64} -->\n$/,
      );
    expect(String(fileIn(ONE, 'report.html'))).toContain(searchIn(ONE).ticket?.digest);
  });

  test('the ticket can be read and is that of the record', async () => {
    const { ticket, shapes } = await readTicketFile(join(ONE, 'ticket.safetensors'));
    expect(await ticket.digest()).toBe(searchIn(ONE).ticket?.digest);
    expect(ticket.sparsityHistory).toEqual(searchIn(ONE).ticket?.sparsityHistory);
    expect(shapes.get('fc1.weight')).toEqual([8, 2]);
  });

  test('the terminal shows the table, the verdict and its conditions in 80 columns', async () => {
    const out = folder('text');
    const { stdout, stderr } = await succeeding(`${FIND} --quiet --kernels reference --out ${out}`);
    await winningTicket(`find ${QUICK} --hidden none --kernels simd --out ${folder('none')}`); // back to simd
    expect(stderr).toBe('');
    for (const name of ['dense', 'round 1', 'round 2', 'round 3', 'reinit', 'shuffle'])
      expect(stdout).toMatch(new RegExp(`^│ ${name} `, 'm'));
    for (const column of ['before', 'early stop', 'test', 'at end']) expect(stdout).toContain(` ${column} `);
    expect(stdout).toMatch(/^(The|Whether the) ticket with 18\.8 % of the weights /m);
    expect(stdout).toMatch(
      /^│ reaches the target accuracy +│ +\d+\.\d\d % │ at least \d+\.\d\d % │ +(yes|no) │$/m,
    );
    expect(stdout).toMatch(/^│ trains in no more iterations +│ +(\d+|never) │ +at most \d+ │ +\? │$/m);
    expect(stdout).toMatch(/^│ every layer has weights left +│ 0 empty │ +0 empty │ +yes │$/m);
    expect(stdout).toMatch(/^Before training: validation accuracy before the first iteration/m);
    expect(stdout).toContain(`\nReport: ${join(out, 'report.html')}\n`);
    expect(widthOf(stdout)).toBeLessThanOrEqual(80);
    // Kernels and the way of printing change nothing.
    expect(timeless(recordIn(out))).toEqual(timeless(recordIn(ONE)));
    expect(fileIn(out, 'ticket.safetensors').equals(fileIn(ONE, 'ticket.safetensors'))).toBe(true);
  });

  test('another seed gives another digest', async () => {
    const out = folder('seed');
    await succeeding(`${FIND} --seed 2 --quiet --out ${out}`);
    expect(searchIn(out).ticket?.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(searchIn(out).ticket?.digest).not.toBe(searchIn(ONE).ticket?.digest);
  });

  test('a finished run that is resumed is printed again and stays as it is', async () => {
    const record = fileIn(ONE, 'record.json');
    const again = await succeeding(`find --resume ${ONE} --json`);
    expect(again.stderr).toBe(`Finished already: ${ONE}\n`);
    expect(again.stdout).toBe(json.stdout);
    expect(fileIn(ONE, 'record.json').equals(record)).toBe(true);
  });

  test('images have a picture of the ticket’s inputs', async () => {
    const data = writeIdxFolder(folder('images'), { train: 600, test: 50 });
    const out = folder('of-images');
    const line = `find --data ${data} --hidden 4 --iterations 20 --batch 50 --evaluate-every 20 --sparsity 0.5 --rounds 1`;
    await succeeding(`${line} --quiet --out ${out}`);
    const { ticket } = await readTicketFile(join(out, 'ticket.safetensors'));
    const inputs = ticket.mask.layers.get('fc1.weight') as Uint8Array;
    expect(inputs).toHaveLength(4 * 784);
    expect(String(fileIn(out, 'inputs.svg'))).toContain(
      inputsImage(countInputWeights(inputs, 4, [28, 28])).trim(),
    );
  });

  test('without --out the next free folder of runs is made', async () => {
    const cwd = folder('cwd');
    mkdirSync(join(cwd, 'runs', 'find-1'), { recursive: true });
    const before = process.cwd();
    process.chdir(cwd);
    try {
      const { stderr } = await succeeding(`${FIND} --controls none --rounds 1`);
      expect(stderr).toMatch(/^Writing runs\/find-2, seed 1, simd kernels\n/);
    } finally {
      process.chdir(before);
    }
    expect(readdirSync(join(cwd, 'runs', 'find-1'))).toEqual([]);
    expect(searchIn(join(cwd, 'runs', 'find-2')).controls).toEqual([]);
  });
});

describe('find with three seeds', () => {
  const line = `${FIND} --seed 5 --trials 3`;
  let text: Ended;
  beforeAll(async () => {
    text = await succeeding(`${line} --out ${THREE}`);
  });

  test('the record has an entry per seed, each that of the seed alone', async () => {
    const { trials } = recordIn(THREE);
    expect(trials.map(({ seed, error }) => [seed, error])).toEqual([5, 6, 7].map((seed) => [seed, null]));
    const alone = folder('alone');
    await succeeding(`${FIND} --seed 6 --quiet --out ${alone}`);
    expect(timeless(trials[1].record)).toEqual(timeless(searchIn(alone)));
    const own = join(THREE, 'seed-6');
    // Tickets carry the digest of their unit, which is the same in both runs.
    expect(fileIn(own, 'ticket.safetensors').equals(fileIn(alone, 'ticket.safetensors'))).toBe(true);
    expect(readdirSync(own)).toEqual(
      readdirSync(alone).filter((name) => /\.(svg|html|safetensors)$/.test(name)),
    );
  });

  test('the folder has a page and pictures of its own beside a folder per seed', () => {
    expect(
      readdirSync(THREE)
        .filter((name) => !name.startsWith('.lock-'))
        .sort(),
    ).toEqual([
      ...['accuracy.svg', 'plan.json', 'record.json', 'report.html', 'seed-5', 'seed-6', 'seed-7', 'units'],
    ]);
  });

  test('progress is one line per seed', () => {
    const [opening, ...lines] = text.stderr.trimEnd().split('\n');
    expect(opening).toBe(`Writing ${THREE}, 3 seeds from 5 to 7, simd kernels`);
    expect(lines).toHaveLength(3);
    for (const [i, shown] of lines.entries())
      expect(shown).toMatch(new RegExp(`^seed ${5 + i}  dense \\d.* %  round 1 \\d.* %  shuffle \\d.* %$`));
  });

  test('the terminal shows a row per seed and the verdict over all in 80 columns', () => {
    for (const row of ['5', '6', '7', 'mean', 'std'])
      expect(text.stdout).toMatch(new RegExp(`^│ ${row} +│( +\\d[\\d.]* % │){4}( +\\d+[* ] │){2}`, 'm'));
    expect(text.stdout).toMatch(/^[0-3] of 3 (tickets win on their|ticket wins on its) own seed\.$/m);
    expect(text.stdout).toMatch(/^│ reaches the target +│ [+−]\d+\.\d\d │ [+−]\d+\.\d\d to [+−]\d+\.\d\d │/m);
    expect(widthOf(text.stdout)).toBeLessThanOrEqual(80);
    expect(recordIn(THREE)).toMatchObject({ winners: expect.any(Number), quality: expect.any(Object) });
  });

  test('one trial is a run without folders of seeds', async () => {
    const out = folder('one-trial');
    await succeeding(`${FIND} --trials 1 --quiet --out ${out}`);
    expect(readdirSync(out).filter((name) => name.startsWith('seed-'))).toEqual([]);
    expect(timeless(recordIn(out))).toEqual(timeless(recordIn(ONE)));
  });
});

test('the digest of a fixed seed does not change', async () => {
  const out = folder('fixed');
  const line = `${FIND} --iterations 60 --hidden 16,16 --sparsity 0.488 --seed 11`;
  await succeeding(`${line} --quiet --out ${out}`);
  expect(searchIn(out).ticket?.digest).toBe(
    '130c5c4c31abdfacaaa5dac23341b82e36b24b91758d96a5ed5a6f7b6998b430',
  );
});

describe('options', () => {
  test('--control-levels all --reinits 2 trains the controls of every level', async () => {
    const out = folder('levels');
    const { stdout } = await succeeding(
      `${FIND} --rounds 2 --control-levels all --reinits 2 --quiet --out ${out}`,
    );
    const { controls } = searchIn(out);
    expect(controls.map(({ name, round }) => `${name} ${round}`).sort()).toEqual([
      ...['reinit 1', 'reinit 1', 'reinit 2', 'reinit 2', 'shuffle 1', 'shuffle 2'],
    ]);
    expect(new Set(controls.map(({ validationLoss }) => validationLoss)).size).toBe(6);
    expect(widthOf(stdout)).toBeLessThanOrEqual(80);
    expect(readdirSync(join(out, 'units')).filter((name) => name.endsWith('.safetensors'))).toEqual([]);
  });

  test('--round-rate 0.2 --output-rate 0.1 prunes each layer by its own rate', async () => {
    const out = folder('rates');
    await succeeding(
      `find ${QUICK} --hidden 10 --rounds 2 --round-rate 0.2 --output-rate 0.1 --quiet --out ${out}`,
    );
    const remaining = searchIn(out).rounds.map(({ layers }) =>
      Object.values(layers).map((layer) => layer.remaining),
    );
    // 20 · 0.8 = 16, 16 · 0.8 ≈ 13; 20 · 0.9 = 18, 18 · 0.9 ≈ 16
    expect(remaining).toEqual([
      [16, 18],
      [13, 16],
    ]);
    expect(recordIn(out).options).toMatchObject({ sparsity: null, scope: 'layerwise', roundRate: 0.2 });
  });

  const losses = new Map<string, number>();
  test.each([
    '',
    '--warm-up 10',
    '--optimizer momentum',
    '--optimizer momentum --momentum 0.5',
    '--optimizer sgd',
    '--weight-decay 0.1',
    '--optimizer adamw',
    '--optimizer adamw --weight-decay 0.5',
    '--schedule cosine',
    '--schedule step:50%,75%',
    '--validation-size 300',
  ])('"%s" changes the training, and the command on the page repeats it', async (options) => {
    const out = folder(`options-${losses.size}`);
    const line = `find ${QUICK} --hidden 8 --rounds 1 --controls none --sparsity 0.5 --lr 0.02`;
    await succeeding(`${line} ${options} --quiet --out ${out}`);
    const loss = searchIn(out).dense?.validationLoss as number;
    for (const [other, known] of losses) expect(loss, other).not.toBe(known);
    losses.set(options, loss);
    const again = folder(`again-${losses.size}`);
    await succeeding(`${commandOn(join(out, 'report.html'))} --threads 1 --quiet --out ${again}`);
    expect(timeless(recordIn(again))).toEqual(timeless(recordIn(out)));
  });
});

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { readTicketFile } from '../../src/formats/ticket-files.ts';
import { inputsImage } from '../../src/report/index.ts';
import { program, recordIn, SMALL, scratch, timeless } from './children.ts';
import { writeIdxFolder } from './idx.ts';

// All wait for their turn to run.
vi.setConfig({ testTimeout: 120_000 });

const folder = (name: string) => join(scratch, name);
const controlCharacters = (text: string) => [...text].filter((c) => c < ' ' && c !== '\n');

/** Runs that several tests look at: the same one twice, said in two ways, and with another seed. */
const runs = {
  json: program(['find', ...SMALL, '--out', folder('json'), '--json'], { env: { NO_COLOR: '1' } }),
  text: program(['find', ...SMALL, '--out', folder('text'), '--quiet', '--kernels', 'reference']),
  seed: program(['find', ...SMALL, '--out', folder('seed'), '--quiet', '--json', '--seed', '2']),
};

describe.concurrent('help', () => {
  test('of the program names its command and every exit code', async () => {
    const { code, stdout, stderr } = await program(['--help']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Usage: winning-ticket/);
    expect(stdout).toMatch(/\bfind\b/);
    for (const exit of [0, 1, 2, 3, 4, 130]) expect(stdout).toMatch(new RegExp(`^ {2}${exit} +\\w`, 'm'));
  });

  test('of find lists every option and every exit code, in 80 columns', async () => {
    const { code, stdout } = await program(['find', '--help'], { env: { COLUMNS: '80' } });
    expect(code).toBe(0);
    const options =
      'data normalize hidden sparsity rounds rewind scope iterations batch lr optimizer evaluate-every seed trials controls tolerance kernels threads out resume json quiet';
    for (const option of options.split(' ')) expect(stdout).toMatch(new RegExp(`^ {2}--${option}\\b`, 'm'));
    for (const exit of [0, 1, 2, 3, 4, 130]) expect(stdout).toMatch(new RegExp(`^ {2}${exit} +\\w`, 'm'));
    expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80);
  });

  test('of nothing at all goes to stderr with exit code 2', async () => {
    const { code, stdout, stderr } = await program([]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Usage: winning-ticket');
  });

  test('an unknown option is refused with the nearest name', async () => {
    const { code, stdout, stderr } = await program(['find', '--sparsty', '0.5']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      "error: unknown option '--sparsty'\n(Did you mean --sparsity?)\n(--help lists every option)\n",
    );
  });
});

describe.concurrent('a run', () => {
  test('--json prints one object on stdout, of the documented shape', async () => {
    const { code, stdout } = await runs.json;
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\{.*\}\n$/);
    const record = JSON.parse(stdout);
    expect(Object.keys(record)).toEqual(['config', 'dense', 'rounds', 'ticket', 'controls', 'verdict']);
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
      config: { data: 'two-moons', sparsity: 0.8, rounds: 3, hidden: [8], seed: 1, batch: 20 },
      dense: { ...training, round: 0, sparsity: 0, remaining: 32 },
      rounds: [1, 2, 3].map((round) => ({ round, ...training })),
      ticket: {
        sparsity: 26 / 32,
        density: 6 / 32,
        remainingParameters: 6,
        totalParameters: 32,
        compressionRatio: 32 / 6,
        sparsityHistory: expect.any(Array),
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      controls: { reinit: training, shuffle: training },
      verdict: { wins: expect.stringMatching(/^(yes|no|undecided)$/), text: expect.any(String) },
    });
    expect(record.rounds.map(({ sparsity }: { sparsity: number }) => sparsity)).toEqual(
      record.ticket.sparsityHistory,
    );
  });

  test('piped, nothing has control characters; progress is one line a training', async () => {
    for (const run of [runs.json, runs.text, runs.seed]) {
      const { stdout, stderr } = await run;
      expect(controlCharacters(stdout + stderr)).toEqual([]);
    }
    const { stderr } = await runs.json;
    const lines = stderr.trimEnd().split('\n');
    expect(lines.map((line) => line.slice(0, 8).trim())).toEqual([
      'Writing',
      'dense',
      'round 1',
      'round 2',
      'round 3',
      'reinit',
      'shuffle',
    ]);
    for (const line of lines.slice(1))
      expect(line).toMatch(/ \d+\.\d % left +\d+ weights +test +\d+\.\d\d % at iteration +\d+ +\d+\.\d s$/);
  });

  test('--quiet says nothing on stderr, and the table and verdict on stdout fit 80 columns', async () => {
    const { code, stdout, stderr } = await runs.text;
    expect([code, stderr]).toEqual([0, '']);
    for (const name of ['dense', 'round 1', 'round 2', 'round 3', 'reinit', 'shuffle'])
      expect(stdout).toMatch(new RegExp(`^│ ${name} `, 'm'));
    expect(stdout).toMatch(/^(The|Whether the) ticket with 18\.8 % of the weights /m);
    expect(stdout).toMatch(/^ {2}(yes|no ) {2}reaches the target accuracy +\d+\.\d\d % {2}at least \d/m);
    expect(stdout).toMatch(/^ {2}(yes|no ) {2}matches or exceeds dense \(not required\) +\d/m);
    expect(stdout).toMatch(/^ {2}\? {4}trains in no more iterations +(\d+|never) {2}at most \d+$/m);
    expect(stdout).toMatch(
      /^ {2}(yes|no ) {2}both beat the most frequent class +\d+\.\d\d % {2}above 50\.80 %$/m,
    );
    expect(stdout).toMatch(/^ {2}yes {2}every layer has weights left +0 empty/m);
    for (const column of ['before', 'early stop']) expect(stdout).toContain(` ${column} `);
    expect(stdout).toMatch(/^Before training: validation accuracy before the first iteration/m);
    const lines = stdout.split('\n').filter((line) => !line.startsWith('Report: '));
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(stdout).toContain(`Report: ${join(folder('text'), 'report.html')}\n`);
  });

  test('leaves its files: the record is what --json prints, the ticket can be read', async () => {
    const { stdout } = await runs.json;
    const record = JSON.parse(stdout);
    expect(recordIn(folder('json'))).toEqual(record);
    expect(readdirSync(folder('json')).sort()).toEqual([
      'accuracy.svg',
      'curves.svg',
      'layers.svg',
      'progress.safetensors',
      'record.json',
      'report.html',
      'ticket.safetensors',
    ]);
    const { ticket, shapes, record: sent } = await readTicketFile(join(folder('json'), 'ticket.safetensors'));
    expect(await ticket.digest()).toBe(record.ticket.digest);
    expect(ticket.sparsityHistory).toEqual(record.ticket.sparsityHistory);
    expect(shapes.get('fc1.weight')).toEqual([8, 2]);
    expect(JSON.parse(sent.config)).toEqual(record.config);
    for (const picture of ['accuracy.svg', 'curves.svg', 'layers.svg'])
      expect(readFileSync(join(folder('json'), picture), 'utf8')).toMatch(/^<svg[\s\S]*<\/svg>\s*$/);
    expect(readFileSync(join(folder('json'), 'report.html'), 'utf8')).toContain(record.ticket.digest);
  });

  test('one seed gives one record but for the seconds, and one ticket file; another seed another digest', async () => {
    await Promise.all(Object.values(runs));
    const [a, b, c] = ['json', 'text', 'seed'].map((name) => recordIn(folder(name)));
    expect(timeless(b)).toEqual(timeless(a));
    const file = (name: string) => readFileSync(join(folder(name), 'ticket.safetensors'));
    expect(file('text').equals(file('json'))).toBe(true);
    expect(c.ticket?.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(c.ticket?.digest).not.toBe(a.ticket?.digest);
    expect(JSON.parse((await runs.seed).stdout)).toEqual(c);
  });

  test('of images draws the ticket’s inputs too', async () => {
    const data = writeIdxFolder(folder('images'), { train: 600, test: 50 });
    const out = folder('of-images');
    const args =
      '--hidden 4 --iterations 20 --batch 50 --evaluate-every 20 --sparsity 0.5 --rounds 1 --json --quiet';
    const { code, stdout } = await program(['find', '--data', data, ...args.split(' '), '--out', out]);
    expect(code).toBe(0);
    const { ticket } = await readTicketFile(join(out, 'ticket.safetensors'));
    expect(ticket.mask.layers.get('fc1.weight')).toHaveLength(4 * 784);
    const svg = readFileSync(join(out, 'inputs.svg'), 'utf8');
    expect(svg).toBe(inputsImage(ticket.mask.layers.get('fc1.weight') as Uint8Array, 4, [28, 28]));
    expect(JSON.parse(stdout).controls.shuffle).toBeDefined(); // whose mask it might have been
  });

  test('a finished one resumed is left as it is', async () => {
    await runs.json;
    const record = readFileSync(join(folder('json'), 'record.json'), 'utf8');
    const { code, stdout, stderr } = await program(['find', '--resume', folder('json'), '--json']);
    expect([code, stderr]).toEqual([0, `Finished already: ${folder('json')}, seed 1\n`]);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(record));
    expect(readFileSync(join(folder('json'), 'record.json'), 'utf8')).toBe(record);
  });

  test('without --out takes the next free folder of runs', async () => {
    const cwd = folder('cwd');
    mkdirSync(join(cwd, 'runs', 'find-1'), { recursive: true });
    const { code, stderr } = await program(['find', ...SMALL, '--controls', 'none', '--rounds', '1'], {
      cwd,
    });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^Writing runs\/find-2, seed 1, simd kernels\n/);
    expect(readdirSync(join(cwd, 'runs', 'find-1'))).toEqual([]);
    expect(recordIn(join(cwd, 'runs', 'find-2')).controls).toEqual({});
  });
});

describe.concurrent('a run that cannot be', () => {
  test('a value out of range exits 2 with its rule', async () => {
    const { code, stdout, stderr } = await program(['find', '--sparsity', '1.5', '--out', folder('no-1')]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('must be a number above 0 and below 1, got "1.5"');
    expect(existsSync(folder('no-1'))).toBe(false);
  });

  test('a round that prunes nothing exits 2 and leaves no folder', async () => {
    const args = ['find', ...SMALL, '--rounds', '400', '--out', folder('no-2')];
    const { code, stdout, stderr } = await program(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /^winning-ticket: --rounds: must be at most \d+ to prune 32 weights .*, got 400\n$/,
    );
    expect(existsSync(folder('no-2'))).toBe(false);
  });

  test('missing data exits 3', async () => {
    const { code, stdout, stderr } = await program(['find', '--data', 'nowhere', '--out', folder('no-3')]);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toBe(
      'winning-ticket: --data nowhere: folder: must be an existing folder, got "nowhere"\n',
    );
    expect(existsSync(folder('no-3'))).toBe(false);
  });

  test('a folder in use exits 3 untouched', async () => {
    const used = folder('used');
    mkdirSync(used);
    writeFileSync(join(used, 'record.json'), 'precious');
    const { code, stdout, stderr } = await program(['find', ...SMALL, '--out', used]);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain(`--out ${used}: must be new or empty`);
    expect(readdirSync(used)).toEqual(['record.json']);
    expect(readFileSync(join(used, 'record.json'), 'utf8')).toBe('precious');
  });

  test('divergence exits 4 with its iteration', async () => {
    const out = folder('diverged');
    const args = ['find', ...SMALL, '--optimizer', 'sgd', '--lr', '1e20', '--out', out, '--json', '--quiet'];
    const { code, stdout, stderr } = await program(args);
    expect([code, stdout]).toEqual([4, '']);
    expect(stderr).toMatch(
      /^winning-ticket: (validation )?loss: must stay finite \(a smaller learning rate may help\), got (NaN|Infinity) at iteration \d+; no training was finished in /,
    );
    expect(recordIn(out)).toMatchObject({ dense: null, rounds: [], verdict: null });
  });

  test('later divergence keeps what was finished', async () => {
    // Weights grow all the way, in the first training to half of what binary32 can hold.
    const args =
      '--data spirals --hidden none --optimizer momentum --lr 2e36 --rewind none --iterations 5 --batch 20';
    const out = folder('late');
    const rest = '--rounds 2 --sparsity 0.5 --controls none';
    const { code, stderr } = await program(['find', ...args.split(' '), ...rest.split(' '), '--out', out]);
    expect(code).toBe(4);
    expect(stderr).toMatch(/at iteration 10; 1 finished training is kept in /);
    expect(recordIn(out)).toMatchObject({ dense: { round: 0 }, rounds: [], verdict: null });
    expect(existsSync(join(out, 'ticket.safetensors'))).toBe(true);
    expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('not finished');
  });
});

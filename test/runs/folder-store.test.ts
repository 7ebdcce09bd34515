import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { FormatError } from '../../src/errors.ts';
import { encodeTicket } from '../../src/formats/ticket-file.ts';
import { Mask, RewindStrategy, WinningTicket } from '../../src/pruning/index.ts';
import { executePlan } from '../../src/runs/execute-plan.ts';
import { FolderError, filesIn } from '../../src/runs/folder.ts';
import { FolderStore } from '../../src/runs/folder-store.ts';
import type { RunPlan } from '../../src/runs/plan.ts';
import { recordOf, reportFileWithChecksum } from '../../src/runs/report-files.ts';
import { inThisThread, type UnitTask } from '../../src/runs/runner.ts';
import { jsonWithChecksum } from '../../src/runs/text-checksum.ts';
import { checkFolder } from '../../src/runs/verify.ts';
import { examplePlan, exampleTask, exampleValues, listening, valuesIn } from './example.ts';

const root = mkdtempSync(join(tmpdir(), 'winning-ticket-store-'));
afterAll(() => rmSync(root, { recursive: true }));
const newFolder = () => mkdtempSync(join(root, 'run-'));

/** The example, in which a and b also find tickets. */
const taskWithTickets: UnitTask = async (order, tools) => {
  const outcome = await exampleTask(order, tools);
  if (!order.isNeeded) return outcome;
  const weights = Float32Array.from([(outcome.facts as { value: number }).value, 0]);
  const ticket = new WinningTicket({
    mask: new Mask(new Map([['fc', Uint8Array.from([1, 0])]])),
    weights: new Map([['fc', weights]]),
    others: new Map(),
    rewind: RewindStrategy.init(),
    sparsityHistory: [0.5],
  });
  const file = await encodeTicket(ticket, { record: { unit: order.unit, digest: order.digest } });
  return { ...outcome, ticket: { file, digest: await ticket.digest() } };
};

/** Runs the plan in a new folder, up to so many units. */
async function runIn(folder: string, plan: RunPlan, units = Number.POSITIVE_INFINITY): Promise<FolderStore> {
  const store = FolderStore.create(folder, plan);
  await continueIn(store, units);
  return store;
}

async function continueIn(store: FolderStore, units = Number.POSITIVE_INFINITY): Promise<void> {
  const stop = new AbortController();
  let left = units;
  const onFinish = () => void (--left === 0 && stop.abort('enough'));
  const run = executePlan(store, inThisThread(taskWithTickets), listening({ signal: stop.signal, onFinish }));
  await run.catch((error) => expect(error).toBe('enough'));
}

const sealed = (content: string | object, plan: RunPlan) =>
  typeof content === 'string'
    ? reportFileWithChecksum(content, plan)
    : jsonWithChecksum(recordOf(plan, content));

const ALL = { ...exampleValues(1), ...exampleValues(2) };

describe('a run folder', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'continues after unit %i, and keeps only results that are needed',
    async (units) => {
      const folder = newFolder();
      await runIn(folder, examplePlan(), units);
      const store = await FolderStore.open(folder);
      expect(store.entries.size).toBe(units);
      const results = readdirSync(join(folder, 'units')).filter((name) => name.endsWith('.safetensors'));
      expect(results).toHaveLength([0, 1, 2, 2, 0, 1, 2, 2, 0][units]);
      await continueIn(store);
      expect(valuesIn(store)).toEqual(ALL);
      expect(valuesIn(await FolderStore.open(folder))).toEqual(ALL);
      expect(filesIn(folder)).toEqual([
        'plan.json',
        'seed-1/ticket.safetensors',
        'seed-2/ticket.safetensors',
        ...examplePlan().units.map(({ seed, arm }, i) => `units/00${i}-seed-${seed}-${arm}.json`),
      ]);
    },
  );

  test('a unit whose result is needed but missing is run again', async () => {
    const folder = newFolder();
    await runIn(folder, examplePlan(), 2);
    rmSync(join(folder, 'units/001-seed-1-b.safetensors'));
    const store = await FolderStore.open(folder);
    expect([...store.entries.keys()]).toEqual(['seed 1/a']);
    await continueIn(store);
    expect(valuesIn(store)).toEqual(ALL);
  });

  test('a unit that is run again does not replace the ticket of a later unit', async () => {
    const folder = newFolder();
    await runIn(folder, examplePlan([1]));
    const ticket = readFileSync(join(folder, 'ticket.safetensors'));
    rmSync(join(folder, 'units/000-seed-1-a.json'));
    const store = await FolderStore.open(folder);
    expect(store.entries.has('seed 1/a')).toBe(false);
    await continueIn(store);
    expect(valuesIn(await FolderStore.open(folder))).toEqual(exampleValues(1));
    expect(readFileSync(join(folder, 'ticket.safetensors')).equals(ticket)).toBe(true);
  });

  test('rejects files of a run with other options, even if nothing is damaged', async () => {
    const [folder, other] = [newFolder(), newFolder()];
    await runIn(folder, examplePlan(), 3);
    await runIn(other, examplePlan([1, 2], { rate: 0.25 }), 3);
    const names = filesIn(folder).filter((name) => name !== 'plan.json');
    expect(names).toHaveLength(6);
    for (const name of names) {
      const mixed = newFolder();
      cpSync(folder, mixed, { recursive: true });
      cpSync(join(other, name), join(mixed, name));
      await expect(FolderStore.open(mixed), name).rejects.toThrow(FormatError);
      await expect(FolderStore.open(mixed), name).rejects.toThrow(/must belong to this run/);
      const problems = (await checkFolder(mixed)).files.filter(({ problem }) => problem !== null);
      expect(problems.map((file) => file.name)).toEqual([name]);
    }
  });

  test('rejects files of another unit of the same run', async () => {
    const folder = newFolder();
    await runIn(folder, examplePlan(), 6);
    renameSync(join(folder, 'units/004-seed-2-a.json'), join(folder, 'units/005-seed-2-b.json'));
    await expect(FolderStore.open(folder)).rejects.toThrow(/005-seed-2-b.json: must belong to this run/);
  });

  test('rejects a missing ticket, an older ticket and a ticket of another seed', async () => {
    const folder = newFolder();
    const store = await runIn(folder, examplePlan(), 1);
    const older = readFileSync(join(folder, 'seed-1/ticket.safetensors'));
    await continueIn(store);
    writeFileSync(join(folder, 'seed-1/ticket.safetensors'), older);
    await expect(FolderStore.open(folder)).rejects.toThrow(/must be the ticket of seed 1\/b/);
    cpSync(join(folder, 'seed-2/ticket.safetensors'), join(folder, 'seed-1/ticket.safetensors'));
    await expect(FolderStore.open(folder)).rejects.toThrow(/must belong to this run/);
    rmSync(join(folder, 'seed-1/ticket.safetensors'));
    await expect(FolderStore.open(folder)).rejects.toThrow(/must exist, because seed 1\/b found a ticket/);
  });

  test('accepts a ticket whose facts were not written yet, and replaces it', async () => {
    const folder = newFolder();
    await runIn(folder, examplePlan([1]), 2);
    rmSync(join(folder, 'units/001-seed-1-b.json'));
    const store = await FolderStore.open(folder);
    expect([...store.entries.keys()]).toEqual(['seed 1/a']);
    await continueIn(store);
    expect(valuesIn(store)).toEqual(exampleValues(1));
  });

  test('rejects every damaged file and names it', async () => {
    const folder = newFolder();
    const store = await runIn(folder, examplePlan(), 6);
    store.write('record.json', jsonWithChecksum(recordOf(store.plan, { numbers: [1, 2.5], text: 'a' })));
    store.write('report.html', reportFileWithChecksum('<!doctype html>\n<p>3</p>\n', store.plan));
    store.write(
      'seed-1/accuracy.svg',
      reportFileWithChecksum('<svg xmlns="http://www.w3.org/2000/svg"><path d="M1 2"/></svg>\n', store.plan),
    );
    await FolderStore.open(folder);
    for (const name of filesIn(folder)) {
      const path = join(folder, name);
      const whole = readFileSync(path);
      for (const [at, bit] of [
        [0.1, 1],
        [0.5, 2],
        [0.9, 4],
      ] as const) {
        const damaged = Buffer.from(whole);
        damaged[Math.floor(at * whole.length)] ^= bit;
        writeFileSync(path, damaged);
        await expect(FolderStore.open(folder), name).rejects.toThrow(name);
      }
      for (const length of [0, 1, whole.length >> 1, whole.length - 2]) {
        writeFileSync(path, whole.subarray(0, length));
        await expect(FolderStore.open(folder), name).rejects.toThrow(name);
      }
      writeFileSync(path, whole);
    }
    await FolderStore.open(folder);
  });

  test('rejects a drawing of another run', async () => {
    const [folder, other] = [newFolder(), newFolder()];
    const store = FolderStore.create(folder, examplePlan());
    const drawings = { 'record.json': { a: 1 }, 'report.html': '<p>1</p>', 'figures.svg': '<svg/>' };
    for (const [name, content] of Object.entries(drawings)) {
      store.write(name, sealed(content, store.plan));
      await FolderStore.open(folder);
      const { plan } = FolderStore.create(other, examplePlan([1, 2], { rate: 0.25 }));
      store.write(name, sealed(content, plan));
      await expect(FolderStore.open(folder)).rejects.toThrow(
        /must belong to this run, got "another"; delete the file to have it drawn again/,
      );
      rmSync(join(folder, name));
    }
  });

  test('leaves files alone that are not part of a run', async () => {
    const folder = newFolder();
    await runIn(folder, examplePlan(), 2);
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    await FolderStore.open(folder);
    expect((await checkFolder(folder)).files.find(({ name }) => name === 'notes.txt')).toEqual({
      ...{ name: 'notes.txt', role: null, problem: null },
    });
    expect(existsSync(join(folder, 'notes.txt'))).toBe(true);
  });

  test.each(['trials.json', 'record.json', 'progress.safetensors'])(
    'recognizes the folder of an older version by its %s',
    async (name) => {
      const folder = newFolder();
      writeFileSync(join(folder, name), '{}');
      await expect(FolderStore.open(folder)).rejects.toThrow(
        /was written by an older version of winning-ticket/,
      );
    },
  );

  test('rejects a folder without a plan', async () => {
    await expect(FolderStore.open(newFolder())).rejects.toThrow(FolderError);
    await expect(FolderStore.open(newFolder())).rejects.toThrow(/must be the folder of a run/);
    await expect(checkFolder(join(root, 'none'))).rejects.toThrow(FolderError);
  });
});

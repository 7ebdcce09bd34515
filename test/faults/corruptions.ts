// Damages run folders. A damaged folder must be rejected, or have the results of the undamaged one: `verify` may accept it only
// if all its files are the original ones, and `--resume` only if the run then ends with the original record and tickets.

import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { filesIn } from '../../src/runs/folder.ts';
import { copyOf, decided, folder as inScratch, scratch } from '../cli/run-folders.ts';
import { LINES } from './lines.ts';
import { Choices, isCrash, run, succeed, Tally } from './program.ts';

/** A run folder, finished or not, and how the run ends. */
interface Case {
  readonly command: string;
  readonly folder: string;
  readonly finished: string;
  /** Folders of other runs of the same command. */
  readonly others: readonly string[];
}

/** Damages `count` copies of run folders, and checks what `verify` and `--resume` do with each. */
export async function corruptions(count: number, seed: number): Promise<Tally> {
  const cases = await makeCases();
  const [tally, choices] = [new Tally(), new Choices(seed)];
  for (let i = 0; i < count; i++) {
    const chosen = cases[i % cases.length];
    const [forVerify, forResume] = [inScratch('verify'), inScratch('resume')];
    copyOf(chosen.folder, forVerify);
    const damage = applyDamage(forVerify, chosen, choices);
    copyOf(forVerify, forResume);
    const label = `${i}: ${chosen.folder.slice(scratch.length)}: ${damage}`;
    tally.add(`verify ${await verified(forVerify, chosen, label, tally)}`);
    tally.add(`resume ${await resumed(forResume, chosen, label, tally)}`);
    for (const folder of [forVerify, forResume]) rmSync(folder, { recursive: true });
  }
  return tally;
}

/** Makes a finished folder and an unfinished one for each line. */
async function makeCases(): Promise<Case[]> {
  const cases: Case[] = [];
  for (const [i, line] of LINES.entries()) {
    const command = line.split(' ')[0];
    const [finished, part, seeds, options] = ['finished', 'part', 'seeds', 'options'].map((kind) =>
      inScratch(`${command}-${i}-${kind}`),
    );
    await succeed(`${line} --out ${finished}`);
    await succeed(`${line} --seed 2 --out ${seeds}`);
    await succeed(`${line} --lr 0.002 --out ${options}`);
    await stopHalfway(`${line} --out ${part}`, part);
    for (const folder of [finished, part])
      cases.push({ command, folder, finished, others: [seeds, options] });
  }
  return cases;
}

/** Kills a run when it has stored about half of its trainings. */
async function stopHalfway(line: string, folder: string): Promise<void> {
  await run(line.split(' '), (child) => {
    const poll = setInterval(() => {
      const plan = read(join(folder, 'plan.json'));
      const units = (plan?.toString().match(/"id":/g) ?? []).length;
      if (plan !== null && unitsIn(folder) >= Math.max(1, Math.floor(units / 2))) child.kill('SIGKILL');
    }, 2);
    child.on('close', () => clearInterval(poll));
  });
}

function unitsIn(folder: string): number {
  try {
    return readdirSync(join(folder, 'units')).filter((name) => name.endsWith('.json')).length;
  } catch {
    return 0;
  }
}

function read(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

/** Damages one file of a folder, and says how. */
function applyDamage(folder: string, { others, finished }: Case, choices: Choices): string {
  const name = choices.one(filesIn(folder));
  const path = join(folder, name);
  const bytes = readFileSync(path);
  const at = choices.below(bytes.length);
  const damages: Readonly<Record<string, () => void>> = {
    'bit flipped': () => {
      bytes[at] ^= 1 << choices.below(8);
      writeFileSync(path, bytes);
    },
    'digit changed': () => {
      const digits = [...bytes.keys()].filter((i) => bytes[i] >= 48 && bytes[i] <= 57);
      if (digits.length > 0) {
        const i = choices.one(digits);
        bytes[i] = 48 + ((bytes[i] - 47) % 10);
      }
      writeFileSync(path, bytes);
    },
    'cut off': () => truncateSync(path, at),
    appended: () => writeFileSync(path, Buffer.concat([bytes, bytes.subarray(0, 1 + choices.below(40))])),
    'range overwritten': () => {
      for (let i = at; i < Math.min(bytes.length, at + 64); i++) bytes[i] = choices.below(256);
      writeFileSync(path, bytes);
    },
    'range doubled': () =>
      writeFileSync(path, Buffer.concat([bytes.subarray(0, at), bytes.subarray(at >> 1)])),
    emptied: () => writeFileSync(path, ''),
    deleted: () => rmSync(path),
    'replaced by another file of the run': () =>
      copyFileSync(join(folder, choices.one(filesIn(folder))), path),
    'replaced by the file of another run': () => {
      const other = read(join(choices.one(others), name));
      if (other === null) rmSync(path);
      else writeFileSync(path, other);
    },
    'joined by a file of another run': () => {
      const missing = filesIn(finished).filter((file) => read(join(folder, file)) === null);
      const added = missing.length > 0 ? choices.one(missing) : name;
      const other = read(join(choices.one(others), added));
      mkdirSync(dirname(join(folder, added)), { recursive: true });
      writeFileSync(join(folder, added), other ?? '');
    },
  };
  const damage = choices.one(Object.keys(damages));
  damages[damage]();
  return `${name} ${damage} at ${at}`;
}

async function verified(
  folder: string,
  { folder: original }: Case,
  label: string,
  tally: Tally,
): Promise<string> {
  const end = await run(['verify', folder]);
  if (isCrash(end)) tally.fault(`${label}: verify crashed\n${end.stderr}`);
  if (end.code !== 0) return 'rejected';
  const names = filesIn(folder);
  const isOriginal = names.every(
    (name) => read(join(original, name))?.equals(readFileSync(join(folder, name))) ?? false,
  );
  if (!isOriginal) tally.fault(`${label}: verify accepted it`);
  return names.length === filesIn(original).length ? 'unchanged' : 'a file missing';
}

async function resumed(
  folder: string,
  { command, finished }: Case,
  label: string,
  tally: Tally,
): Promise<string> {
  const end = await run([command, '--resume', folder, '--threads', '1', '--quiet']);
  if (isCrash(end)) tally.fault(`${label}: resuming crashed\n${end.stderr}`);
  if (end.code !== 0) return 'rejected';
  if (!isDeepStrictEqual(decided(folder), decided(finished)))
    tally.fault(`${label}: resumed to another result`);
  return 'same result';
}

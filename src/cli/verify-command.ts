import { join } from 'node:path';
import { Command } from 'commander';
import { counted, listed } from '../experiments/format-numbers.ts';
import { readText } from '../formats/atomic-files.ts';
import { FolderError } from '../runs/folder.ts';
import type { RunPlan } from '../runs/plan.ts';
import { checkFolder, type FileCheck, type FolderCheck } from '../runs/verify.ts';
import { EXIT_CODES_HELP } from './exit-codes.ts';
import { drawingsOf, resultsOf } from './results.ts';

/** The command `winning-ticket verify`. */
export const verifyCommand = (): Command =>
  new Command('verify')
    .description(
      'Check every file of a run folder: its checksum, the digests of tickets, and whether all files belong to one run.',
    )
    .argument('<folder>', 'the folder of a run')
    .option('--json', 'print one JSON object on stdout, and nothing else there')
    .addHelpText('after', `\nExample:\n  winning-ticket verify runs/find-1\n${EXIT_CODES_HELP}`)
    .action(verify);

/** The result of a verification as plain data. */
interface Verification {
  readonly command: string;
  readonly seeds: readonly number[];
  /** Number of finished units, and of all units. */
  readonly finished: number;
  readonly units: number;
  /** Digest of the latest ticket of each seed that has one. */
  readonly tickets: readonly { readonly seed: number; readonly digest: string }[];
  readonly files: readonly FileCheck[];
}

async function verify(folder: string, { json = false }: { readonly json?: boolean }): Promise<void> {
  const { plan, entries, files } = withDrawingsCompared(folder, await checkFolder(folder));
  const found: Verification = {
    ...{ command: plan.command, seeds: plan.seeds, finished: entries.size, units: plan.units.length },
    tickets: ticketsOf(plan, entries),
    files,
  };
  process.stdout.write(json ? `${JSON.stringify(found)}\n` : `${linesOf(found).join('\n')}\n`);
  const problems = files.filter(({ problem }) => problem !== null);
  if (problems.length > 0)
    throw new FolderError(
      `${folder}: must have undamaged files of one run only, got problems with ${listed(problems.map(({ name }) => name))}`,
    );
}

/** Draws a finished run again from its results, and compares its record, plots and pages with the files. */
function withDrawingsCompared(folder: string, checked: FolderCheck): FolderCheck {
  const { plan, entries } = checked;
  if (plan.units.some(({ id }) => !entries.has(id))) return checked;
  const expected = drawingsOf(resultsOf({ plan, entries }), plan);
  const files = checked.files.map((file): FileCheck => {
    const drawing = expected.get(file.name);
    if (drawing === undefined || file.problem !== null) return file;
    const path = join(folder, file.name);
    if (readText(path) === drawing) return file;
    return { ...file, problem: `${path}: must be drawn from the results of this run, got another drawing` };
  });
  return { plan, entries, files };
}

const ticketsOf = ({ seeds, units }: RunPlan, entries: FolderCheck['entries']): Verification['tickets'] =>
  seeds.flatMap((seed) => {
    const own = units.filter((unit) => unit.seed === seed);
    const digest = own.flatMap(({ id }) => entries.get(id)?.ticket ?? []).at(-1);
    return digest === undefined ? [] : [{ seed, digest }];
  });

function linesOf({ command, seeds, finished, units, tickets, files }: Verification): string[] {
  const width = Math.max(...files.map(({ name }) => name.length));
  return [
    ...files.map(({ name, role, problem }) => {
      if (problem !== null) return `PROBLEM  ${problem}`;
      return role === null ? `other    ${name}` : `ok       ${name.padEnd(width)}  ${role}`;
    }),
    '',
    `${command}, ${counted(seeds.length, 'seed')}: ${finished} of ${counted(units, 'step')} finished`,
    ...tickets.map(({ seed, digest }) => `ticket of seed ${seed}: ${digest}`),
  ];
}

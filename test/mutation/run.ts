// `npm run mutation` runs Stryker on each part and reports the mutants that no test detects. Exit codes: 0 for success; 1 if a
// score is below the minimum of its part or a survivor has no reason; 2 for an unknown part or option.

import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { PART_NAMES, PARTS, type PartName } from './parts.ts';
import { type MutationRecord, type Outcome, page, reasonOf, type Survivor, score } from './record.ts';

type Mutant = Awaited<ReturnType<Stryker['runMutationTest']>>[number];

const RECORD = new URL('record.json', import.meta.url);
const README = new URL('README.md', import.meta.url);

async function main(names: readonly PartName[], write: boolean): Promise<void> {
  for (const name of names) {
    const outcome = await run(name);
    if (write) keep(name, outcome);
    const unexplained = outcome.survivors.filter((survivor) => reasonOf(survivor) === undefined);
    for (const { file, change } of unexplained) console.error(`${file}: no test detects ${change}`);
    console.log(`${name}: ${score([outcome]).toFixed(1)} % detected, ${outcome.survivors.length} survived`);
    if (!(score([outcome]) >= PARTS[name].minScore) || unexplained.length > 0) process.exitCode = 1;
  }
}

async function run(name: PartName): Promise<Outcome> {
  process.env.MUTATION_PART = name; // read by vitest.config.ts; Stryker's own option `testFiles` never activates static mutants
  const stryker = new Stryker({
    testRunner: 'vitest',
    vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
    coverageAnalysis: 'perTest',
    mutate: [...PARTS[name].mutate],
    ignorePatterns: ['dist', 'docs', 'runs', 'benchmarks', 'lessons'],
    reporters: [process.stdout.isTTY ? 'progress' : 'progress-append-only'],
    concurrency: availableParallelism(),
    timeoutMS: 20_000, // long, so that a survivor does not time out on a busy machine
    timeoutFactor: 1,
    tempDirName: '.stryker',
    thresholds: { high: 100, low: PARTS[name].minScore, break: null },
  });
  const counted = (await stryker.runMutationTest()).filter(({ status }) => !/Error|Ignored/.test(status));
  const having = (status: string) => counted.filter((mutant) => mutant.status === status);
  return {
    date: new Date().toISOString().slice(0, 10),
    killed: having('Killed').length,
    timeout: having('Timeout').length,
    survivors: [...having('Survived'), ...having('NoCoverage')].map(survivorOf),
  };
}

function survivorOf({ fileName, location: { start, end }, replacement }: Mutant): Survivor {
  const lines = readFileSync(fileName, 'utf8')
    .split('\n')
    .slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines[lines.length - 1].slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  const file = fileName.replaceAll('\\', '/').replace(/^.*?src\//, '');
  return { file, change: `${short(lines.join(' '))} → ${short(replacement)}` };
}

const short = (code: string): string => {
  const line = code.replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
};

function keep(name: PartName, outcome: Outcome): void {
  const record: MutationRecord = { ...JSON.parse(readFileSync(RECORD, 'utf8')), [name]: outcome };
  writeFileSync(RECORD, `${JSON.stringify(record, null, 2)}\n`);
  writeFileSync(README, page(record));
}

function wanted(): { names: readonly PartName[]; write: boolean } | undefined {
  try {
    const { values, positionals } = parseArgs({
      options: { write: { type: 'boolean' } },
      allowPositionals: true,
    });
    const names =
      positionals.length === 0 ? PART_NAMES : PART_NAMES.filter((name) => positionals.includes(name));
    const unknown = positionals.find((name) => !Object.hasOwn(PARTS, name));
    if (unknown !== undefined)
      throw new Error(`part: must be one of ${PART_NAMES.join(', ')}, got ${unknown}`);
    return { names, write: values.write ?? false };
  } catch (error) {
    console.error(`${(error as Error).message}\n\nnpm run mutation -- [PART …] [--write]`);
    return undefined;
  }
}

const call = wanted();
if (call === undefined) process.exitCode = 2;
else await main(call.names, call.write);

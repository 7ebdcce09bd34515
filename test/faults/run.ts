// `npm run faults` damages run folders, kills runs and gives invalid command lines, so many times as asked for, and lists what
// must not happen. It uses the built program (`npm run build`). Exit codes: 0 if nothing is wrong, 1 if something is.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { corruptions } from './corruptions.ts';
import { invocations } from './invocations.ts';
import { kills } from './kills.ts';
import type { Tally } from './program.ts';

const CAMPAIGNS: Readonly<Record<string, (count: number, seed: number) => Promise<Tally>>> = {
  corruptions,
  kills,
  invocations,
};
const USAGE = `usage: npm run faults -- ${Object.keys(CAMPAIGNS).join('|')} [--count n] [--seed n]`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { count: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } },
});
const [name] = positionals;
const [count, seed] = [Number(values.count), Number(values.seed)];
if (!Object.hasOwn(CAMPAIGNS, name ?? '') || !(count >= 1) || !(seed >= 0)) {
  console.error(USAGE);
  process.exit(2);
}
process.chdir(mkdtempSync(join(tmpdir(), 'winning-ticket-faults-'))); // a run without --out makes its folder here
const { counts, faults } = await CAMPAIGNS[name](count, seed);
for (const [outcome, n] of counts) console.log(`${outcome}: ${n}`);
console.log(`${name}: ${count}, ${faults.length} faults`);
if (faults.length > 0) process.exitCode = 1;

import { disagreement, TOLERANCE } from './agree.ts';
import type { Arguments, Name } from './arguments.ts';
import type { Bench, Case } from './bench.ts';
import type { Contender, ContenderModule, Make } from './contender.ts';
import { race } from './race.ts';
import { type Row, rowsOf } from './statistics.ts';

/** Says a line to whoever is watching. */
export type Say = (line: string) => void;

/** What a benchmark found. */
export interface Result {
  readonly rows: readonly Row[];
  /** What contenders had to say of themselves, each once. */
  readonly notes: readonly string[];
}

/** Runs every case of a benchmark: prepares the contenders, compares what they compute, then times them. */
export async function runBench<Problem>(bench: Bench<Problem>, args: Arguments, say: Say): Promise<Result> {
  const rows: Row[] = [];
  const notes = new Set<string>();
  for (const part of bench.cases(args)) {
    const tell: Say = (line) => say(`${bench.name} ${part.name}: ${line}`);
    const contenders = await prepare(bench, part, tell);
    try {
      await keepAgreeing(contenders, tell);
      const times = await race(contenders, { ...bench.pace, ...(args.runs && { runs: args.runs }) });
      for (const [name, { note }] of contenders) if (note) notes.add(`${name}: ${note()}`);
      const own = rowsOf(bench.name, part.name, times);
      tell(own.map(({ contender, ms }) => `${contender} ${ms} ms`).join(', '));
      rows.push(...own);
    } finally {
      for (const { close } of contenders.values()) await close?.();
    }
  }
  for (const note of notes) say(`${bench.name} ${note}`);
  return { rows, notes: [...notes] };
}

/** Whoever can run, by name. Throws only where we cannot. */
async function prepare<Problem>(
  { name, contenders }: Bench<Problem>,
  { problem, without = {} }: Case<Problem>,
  tell: Say,
): Promise<Map<string, Contender>> {
  const ready = new Map<string, Contender>();
  for (const contender of contenders) {
    try {
      if (without[contender]) throw new Error(without[contender]);
      ready.set(contender, await (await load<Problem>(contender, name))(problem));
    } catch (error) {
      if (contender === 'ours') throw error;
      tell(`without ${contender}: ${(error as Error).message.split('\n')[0]}`);
    }
  }
  return ready;
}

async function load<Problem>(contender: string, bench: Name): Promise<Make<Problem>> {
  const module: ContenderModule = await import(`./contenders/${contender}.ts`);
  const make = module[bench] as Make<Problem> | undefined;
  if (make === undefined) throw new Error(`contenders/${contender}.ts: must export ${bench}`);
  return make;
}

/** Leaves out whoever computes something else than we do. */
async function keepAgreeing(contenders: Map<string, Contender>, tell: Say): Promise<void> {
  const ours = await contenders.get('ours')?.check?.();
  const agreeing: string[] = [];
  for (const [name, contender] of [...contenders]) {
    if (ours === undefined || name === 'ours' || contender.check === undefined) continue;
    const problem = disagreement(ours, await contender.check());
    if (problem === undefined) agreeing.push(name);
    else {
      tell(`without ${name}: ${problem}`);
      contenders.delete(name);
      await contender.close?.();
    }
  }
  if (ours !== undefined && agreeing.length > 0) {
    const sample = [...Array.prototype.slice.call(ours, 0, 3)].map((value: number) => value.toPrecision(5));
    tell(
      `same result as ours to ${TOLERANCE}: ${agreeing.join(', ')} (${sample.join(', ')}${ours.length > 3 ? ', …' : ''})`,
    );
  }
}

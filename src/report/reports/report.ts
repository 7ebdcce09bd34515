// A report in all its forms, and the parts that all reports have in common.

import { counted } from '../../experiments/format-numbers.ts';
import type { Picture } from '../layout.ts';
import { optionsTable } from '../tables/run-tables.ts';
import type { Block, Contents, Section } from './contents.ts';
import { pageText } from './page-text.ts';
import { terminalText } from './terminal-text.ts';

/** A report in all its forms. It does not refer to files. */
export interface Report {
  /** The report for the terminal: lines of at most 80 columns, without a line break at the end. */
  readonly words: string;
  /** The report as a self-contained HTML page. */
  readonly page: string;
  /** The plots on the page, keyed by file name. */
  readonly pictures: ReadonlyMap<string, Picture>;
}

/** The options of a run and the command that repeats it. */
export interface RunOrigin {
  /** The options of the run as texts. */
  readonly options: readonly (readonly [name: string, text: string])[];
  /** The command line that repeats the run. */
  readonly command: string;
}

/** Draws a report in every form. Its page ends with the options of the run and the command that repeats it. */
export function reportOf(
  { title, result, sections }: Contents,
  pictures: ReadonlyMap<string, Picture>,
  origin: RunOrigin,
): Report {
  const shown = pictures.size === 0 ? [] : [picturesSection([...pictures.values()])];
  const contents = { title, result, sections: [...shown, ...sections, ...originSections(origin)] };
  return { words: terminalText(contents), page: pageText(contents), pictures };
}

/** Returns texts that name the seeds that failed and why, and state how many seeds have results if some have none. */
export function failureTexts(
  seeds: readonly { readonly seed: number; readonly error: string | null }[],
  finished: number,
): Block[] {
  const failed = seeds.flatMap(({ seed, error }) =>
    error === null ? [] : [`Seed ${seed} failed: ${error}`],
  );
  const isPart = finished > 0 && finished < seeds.length;
  const part = `The results are from the ${finished} of ${counted(seeds.length, 'seed')} that finished.`;
  return [...failed, ...(isPart ? [part] : [])].map((text) => ({ kind: 'text', text }));
}

const picturesSection = (pictures: readonly Picture[]): Section => ({
  title: 'Pictures',
  blocks: [{ kind: 'pictures', pictures }],
  isPageOnly: true,
});

const originSections = ({ options, command }: RunOrigin): Section[] => [
  {
    title: 'Configuration',
    blocks: [{ kind: 'table', table: optionsTable(options) }],
    isPageOnly: true,
  },
  {
    title: 'Repeat it',
    blocks: [
      { kind: 'text', text: 'This command repeats the run, to the same digests:' },
      { kind: 'code', code: command },
    ],
    isPageOnly: true,
  },
];

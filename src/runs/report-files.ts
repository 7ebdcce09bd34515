// The files of a run folder that are drawn from its facts: the record, plots and pages. Each contains a checksum and the digest
// of the plan.

import { FormatError } from '../errors.ts';
import { readText } from '../formats/atomic-files.ts';
import { planDigest, type RunPlan } from './plan.ts';
import { checkMarkupChecksum, markupWithChecksum, parseJsonWithChecksum } from './text-checksum.ts';

/** The record of a run, in its folder. */
export const RECORD_FILE = 'record.json';
/** The page of a run, or of one of its seeds, in its folder. */
export const PAGE_FILE = 'report.html';

/** Returns whether a file of a run folder is drawn from the facts. */
export const isReportFile = (name: string): boolean => name === RECORD_FILE || /\.(svg|html)$/.test(name);

/** Returns the text of a page or plot with the digest of the plan and a checksum. */
export const reportFileWithChecksum = (content: string, plan: RunPlan): string =>
  markupWithChecksum(`${content.trimEnd()}\n${runComment(plan)}`);

/** Returns a record with the digest of its plan as `run`. */
export const recordOf = (plan: RunPlan, content: object): object => ({ run: planDigest(plan), ...content });

/**
 * Checks a report file.
 *
 * @throws {FormatError} if it is damaged or of another run; the message says how to restore it.
 */
export function checkReportFile(name: string, path: string, plan: RunPlan): void {
  try {
    const text = readText(path);
    if (!isOfRun(name, path, text, plan)) throw new FormatError(path, 'must belong to this run', 'another');
  } catch (error) {
    if (error instanceof FormatError) error.message += '; delete the file to have it drawn again';
    throw error;
  }
}

function isOfRun(name: string, path: string, text: string, plan: RunPlan): boolean {
  if (name === RECORD_FILE)
    return (parseJsonWithChecksum(text, path) as { run?: unknown }).run === planDigest(plan);
  checkMarkupChecksum(text, path);
  return text.includes(`\n${runComment(plan)}`);
}

const runComment = (plan: RunPlan): string => `<!-- run: ${planDigest(plan)} -->\n`;

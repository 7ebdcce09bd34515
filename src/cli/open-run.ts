import { FormatError, ValueError } from '../errors.ts';
import { FolderError, openRunFolder } from '../runs/folder.ts';
import { FolderStore } from '../runs/folder-store.ts';
import { PLAN_FILE } from '../runs/unit-files.ts';
import type { RunCommand } from './commands/command.ts';
import { prepare } from './prepared-command.ts';
import { resumeCommand } from './resume-command.ts';

/**
 * Opens the folder of a run to continue it.
 *
 * @throws {FolderError} if it is not the folder of a run of this command.
 * @throws {FolderInUseError} if another process uses it.
 * @throws {FormatError} if a file is damaged or belongs to another run, or the data have changed since the run started.
 */
export async function openRun(command: RunCommand, folder: string): Promise<FolderStore> {
  openRunFolder(folder);
  const store = await FolderStore.open(folder);
  const { plan, entries } = store;
  if (plan.command !== command.name)
    throw new FolderError(
      `--resume ${folder}: must be the folder of a ${command.name} run, got one of ${plan.command} (continue it with: ${resumeCommand(plan.command, folder)})`,
    );
  checkUnchanged(
    store,
    plan.units.every(({ id }) => entries.has(id)),
  );
  store.tidy();
  return store;
}

/**
 * Checks that the options are those of the command and, if units are left to run, that the data and the plan have not changed.
 */
function checkUnchanged({ folder, plan }: FolderStore, isFinished: boolean): void {
  const name = `${folder}/${PLAN_FILE}`;
  try {
    const prepared = prepare(plan);
    if (isFinished) return;
    const now = prepared.plan(plan.seeds);
    if (now.data !== plan.data) throw new FormatError(name, 'must be continued with the same data', now.data);
    const ids = now.units.map(({ id }) => id).join('\n');
    if (ids !== plan.units.map(({ id }) => id).join('\n'))
      throw new FormatError(name, 'must plan the same units as this version', 'others');
  } catch (error) {
    if (error instanceof FormatError || !(error instanceof ValueError)) throw error;
    throw new FormatError(name, 'must have valid options', error.message);
  }
}

// Runs the units of a plan in order of need, as many at a time as the runner can.

import { type PlannedUnit, unitDigest } from './plan.ts';
import type { Runner, UnitState } from './runner.ts';
import type { Store, UnitEntry } from './store.ts';

/** Callbacks during a run, and the signal that stops it. */
export interface RunListeners {
  readonly signal: AbortSignal;
  readonly onStart: (unit: PlannedUnit) => void;
  readonly onProgress: (unit: PlannedUnit, state: UnitState) => void;
  readonly onFinish: (unit: PlannedUnit, entry: UnitEntry) => void;
  /** Called when a unit fails. The other units of its seed are not run. */
  readonly onFailure: (unit: PlannedUnit, error: Error) => void;
}

/**
 * Runs the unfinished units and saves each outcome in the store. A unit that fails ends the trial of its seed only.
 *
 * @throws the signal's reason when all units have stopped because of it, or the error of the store.
 */
export async function executePlan(store: Store, runner: Runner, listeners: RunListeners): Promise<void> {
  const { units } = store.plan;
  const failed = new Set<number>();
  const running = new Map<string, Promise<void>>();
  const broken = new AbortController(); // A store that fails, for example because the disk is full, stops all units.
  const signal = AbortSignal.any([listeners.signal, broken.signal]);
  const isFinished = (id: string) => store.entries.has(id);
  const isReady = ({ id, seed, needs }: PlannedUnit) =>
    !isFinished(id) && !running.has(id) && !failed.has(seed) && needs.every(isFinished);
  const onFailure: RunListeners['onFailure'] = (unit, error) => {
    failed.add(unit.seed);
    listeners.onFailure(unit, error);
  };
  for (;;) {
    const next = running.size < runner.slots && !signal.aborted ? units.find(isReady) : undefined;
    if (next !== undefined) {
      const ending = runUnit(next, store, runner, { ...listeners, onFailure, signal })
        .catch((error) => broken.abort(error))
        .finally(() => running.delete(next.id));
      running.set(next.id, ending);
    } else if (running.size > 0) {
      await Promise.race(running.values());
    } else {
      return signal.throwIfAborted();
    }
  }
}

/** Runs one unit until it has finished, has failed, or has stopped on the signal. */
async function runUnit(
  unit: PlannedUnit,
  store: Store,
  runner: Runner,
  { signal, onStart, onProgress, onFinish, onFailure }: RunListeners,
): Promise<void> {
  const { plan } = store;
  const { id, seed } = unit;
  const needed = new Map<string, Uint8Array>();
  for (const other of unit.needs) needed.set(other, await store.result(other));
  onStart(unit);
  let outcome: Awaited<ReturnType<Runner['run']>>;
  try {
    outcome = await runner.run(
      {
        ...{ command: plan.command, options: plan.options, seed, unit: id, needed },
        isNeeded: plan.units.some(({ needs }) => needs.includes(id)),
        digest: unitDigest(plan, unit),
      },
      { signal, onProgress: (state) => onProgress(unit, state) },
    );
  } catch (error) {
    if (!signal.aborted) onFailure(unit, error as Error);
    return;
  }
  await store.keep(unit, outcome);
  onFinish(unit, store.entries.get(unit.id) as UnitEntry);
}

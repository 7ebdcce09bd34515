import type { RunContext } from '../experiments/index.ts';
import type { UnitState } from '../runs/runner.ts';

/** Minimum number of milliseconds between two reports. */
const PAUSE = 100;

/** Returns callbacks for a unit that accumulate its progress and report it at limited intervals. */
export function watchUnit(report: (state: UnitState) => void): Required<Omit<RunContext, 'signal'>> {
  let state: UnitState = {
    ...{ iterations: 0, fraction: 0, loss: null, validationLoss: null, validationAccuracy: null },
  };
  let reported = Number.NEGATIVE_INFINITY;
  const change = (changes: Partial<UnitState>) => {
    state = { ...state, ...changes };
    if (performance.now() - reported < PAUSE) return;
    reported = performance.now();
    report(state);
  };
  return {
    // A unit may consist of more than one training, so that updates are counted here.
    onUpdate: ({ loss }) => change({ iterations: state.iterations + 1, loss }),
    onEvaluation: ({ validationLoss, validationAccuracy }) => change({ validationLoss, validationAccuracy }),
    onProgress: (done, total) => change({ fraction: done / total }),
  };
}

import { planRounds, pruningRate, remaining, remainingCount } from '../../pruning/index.ts';
import { afterRate, layerwiseLevels } from '../../pruning/schedule.ts';
import type { ScheduleImpl } from '../interfaces/schedule.ts';

/** This package's pruning schedule. */
export const schedule: ScheduleImpl = {
  roundRate: pruningRate,
  remaining,
  count: remainingCount,
  plan(total, targetSparsity, rounds) {
    const layers = new Map([['', { total, remaining: total }]]);
    return planRounds({ targetSparsity }, rounds, 'global', layers).flatMap((level) => [...level.values()]);
  },
  afterRate,
  levels: layerwiseLevels,
};

import { atInitCommand } from './at-init.ts';

/** `winning-ticket snip`. Lee et al. 2019, table 1. */
export const snip = atInitCommand(
  'snip',
  'Prune before training by SNIP, |∂L/∂w ⊙ w| on one mini-batch (Lee et al. 2019), then train.',
  new Map([
    [0, 0.017],
    [0.95, 0.016],
    [0.98, 0.024],
  ]),
  { examples: 100 },
);

/** `winning-ticket grasp`. */
export const grasp = atInitCommand(
  'grasp',
  'Prune before training by GraSP, −θ ⊙ Hg, which preserves gradient flow (Wang et al. 2020), then train.',
  new Map(),
  { examplesPerClass: 10 },
);

/** `winning-ticket synflow`. */
export const synflow = atInitCommand(
  'synflow',
  'Prune before training by SynFlow, in 100 steps and without data (Tanaka et al. 2020), then train.',
  new Map(),
  { sparsity: [0.95, 0.98, 0.999] },
);

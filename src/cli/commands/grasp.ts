import { atInitCommand, DEFAULTS } from './at-init.ts';

/** The command `winning-ticket grasp`. */
export const grasp = atInitCommand({
  name: 'grasp',
  description:
    'Prune before training by GraSP, −θ ⊙ Hg, which preserves gradient flow (Wang et al. 2020), then train.',
  defaults: { ...DEFAULTS, examplesPerClass: 10 },
});

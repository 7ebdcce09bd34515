import { atInitCommand, DEFAULTS } from './at-init.ts';

/** The command `winning-ticket snip`. The published errors are those of Lee et al. 2019, Table 1. */
export const snip = atInitCommand({
  name: 'snip',
  description: 'Prune before training by SNIP, |∂L/∂w ⊙ w| on one mini-batch (Lee et al. 2019), then train.',
  defaults: { ...DEFAULTS, examples: 100 },
  published: new Map([
    [0, 0.017],
    [0.95, 0.016],
    [0.98, 0.024],
  ]),
});

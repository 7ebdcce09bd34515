import { atInitCommand, DEFAULTS } from './at-init.ts';

/** The command `winning-ticket synflow`. */
export const synflow = atInitCommand({
  name: 'synflow',
  description:
    'Prune before training by SynFlow, in 100 steps and without data (Tanaka et al. 2020), then train.',
  defaults: { ...DEFAULTS, sparsities: [0.95, 0.98, 0.999] },
});

// Command lines that finish quickly.

/** Two moons, 30 iterations, in this thread. */
export const QUICK =
  '--data two-moons --iterations 30 --batch 20 --evaluate-every 10 --validation-size 100 --threads 1';

/** `find` with three rounds to 20 % of 32 weights. */
export const FIND = `find ${QUICK} --hidden 8 --sparsity 80% --rounds 3`;

/** One command line per command. Together they use most options of their own. */
export const TINY: Readonly<Record<string, string>> = {
  find: FIND,
  snip: `snip ${QUICK} --hidden 8 --sparsity 0.5 --examples 20 --controls reinit,shuffle`,
  grasp: `grasp ${QUICK} --hidden 8 --sparsity 0.5 --examples-per-class 5 --no-dense --weight-decay 0`,
  synflow: `synflow ${QUICK} --hidden 8 --sparsity 0.5,0.75 --no-normalize`,
  supermask: `supermask ${QUICK} --hidden 8 --untrained --no-rescale --no-signed-constant`,
  'edge-popup': `edge-popup ${QUICK} --hidden 8 --keep 0.3 --ranking score --width 2 --weights normal`,
  strong: `strong ${QUICK} --hidden 3 --n 6 --epsilon 0.1 --normalize`,
  connectivity: `connectivity ${QUICK} --hidden 8 --at 0,10 --rounds 1 --round-rate 0.5 --points 3`,
  sweep: `sweep ${QUICK} --hidden 8 --rounds 2 --scope global --rewind early:5`,
  compare: `compare ${QUICK} --hidden 8 --rounds 1 --sparsity 0.5`,
};

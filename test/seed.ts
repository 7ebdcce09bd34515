// Properties draw their cases by chance, and print the seed when one fails. LAW_SEED pins them all.

import fc from 'fast-check';

const { LAW_SEED } = process.env;
if (LAW_SEED) fc.configureGlobal({ seed: Number(LAW_SEED) });

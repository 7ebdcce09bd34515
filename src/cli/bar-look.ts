/** How every live line looks: what it is made of, and how it behaves. */
export const BAR_LOOK = {
  barCompleteChar: '█',
  barIncompleteChar: '░',
  clearOnComplete: true,
  hideCursor: true,
  gracefulExit: false,
  linewrap: false,
} as const;

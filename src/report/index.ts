export * from './accuracy-plot.ts';
export * from './curves-plot.ts';
export * from './inputs-image.ts';
export * from './layers-plot.ts';
export * from './page.ts';
export * from './record.ts';
export * from './trials.ts';

export { exampleTask as trial } from './example.ts';

// TensorFlow.js in plain JavaScript.

import '@tensorflow/tfjs-backend-cpu';
import { on } from './tfjs.ts';

export const { matmul, step } = on('cpu');

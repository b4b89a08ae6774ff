// Needs only data, so neither kernels nor trainer may come along.
import { syntheticDigits } from '@shadegrad/data';

document.body.textContent = String(syntheticDigits({ train: 1, test: 1 }).train.labels[0]);

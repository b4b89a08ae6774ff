// Loaded before the command (node --import): tells the process that started it, every SOAK_INTERVAL ms, what memory and
// GPU objects it has. It changes nothing about when garbage is collected.

import { gpuObjects } from './gpu-objects.mjs';

const interval = Number(process.env.SOAK_INTERVAL);
/** The heap between two collections is mostly garbage; its lowest size comes closest to what is in use. */
const LOOKS = 60;
let lowestHeap = Infinity;
let looks = 0;

setInterval(() => {
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  lowestHeap = Math.min(lowestHeap, heapUsed);
  looks += 1;
  if (looks < LOOKS) return;
  process.send({ seconds: process.uptime(), rss, heap: lowestHeap, arrayBuffers, ...gpuObjects() });
  lowestHeap = Infinity;
  looks = 0;
}, interval / LOOKS).unref();
process.channel.unref();

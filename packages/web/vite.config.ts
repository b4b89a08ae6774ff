// The workspace's packages are taken from their sources, so that a change in a kernel shows up at once.
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions: ['@shadegrad/source', 'module', 'browser', 'development|production'] },
  worker: { format: 'es' },
  build: { target: 'es2022' },
});

// The workspace's packages are taken from their sources, so that a change in a kernel shows up at once. The stories are
// served in development and are no part of what is built.
import { defineConfig } from 'vite';
import { contentSecurityPolicy } from './vite/content-security-policy.js';
import { localData } from './vite/local-data.js';
import { notebookPage } from './vite/notebook-page.js';
import { serviceWorker } from './vite/service-worker.js';

export default defineConfig({
  root: import.meta.dirname,
  // Works from any folder of any host.
  base: './',
  // What is not there is not there: no page in its place.
  appType: 'mpa',
  resolve: { conditions: ['@shadegrad/source', 'module', 'browser', 'development|production'] },
  plugins: [contentSecurityPolicy('app'), serviceWorker(), localData(), notebookPage()],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    // The page of notebooks is built within a plugin, which takes its time.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});

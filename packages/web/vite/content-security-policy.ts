// The built page may load from its own origin alone and run no inline script. WebAssembly may be compiled, which the HDF5
// library of Keras' files is; JavaScript may not be made of text. The one other address is the mirror of MNIST, which is asked
// only when a person presses its button. In development Vite needs more than that.
//
// The policy stands in the page, and in a file of its own for servers that send it as a header, which binds workers too.
import type { Plugin } from 'vite';

/** Read by the command line's server (packages/cli/src/ui/app-policy.ts). */
const FILE = 'content-security-policy.txt';

const POLICY = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data: blob:",
  'connect-src': "'self' https://raw.githubusercontent.com",
  'base-uri': "'none'",
  'form-action': "'none'",
} as const;

export function contentSecurityPolicy(): Plugin {
  const content = Object.entries(POLICY)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ');
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content },
        injectTo: 'head-prepend',
      },
    ],
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: FILE, source: content });
    },
  };
}

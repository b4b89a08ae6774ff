// The built pages may load from their own origin alone and run no inline script. In development Vite needs more than that.
//
// A policy stands in its page, and in a file beside it for servers that send it as a header, which binds workers too.
import type { Plugin } from 'vite';

/** Read by the command line's server (packages/cli/src/ui/app-policy.ts). */
const FILE = 'content-security-policy.txt';

type Policy = Readonly<Record<string, string>>;

// WebAssembly may be compiled, which the HDF5 library of Keras' files is; JavaScript may not be made of text. The one other
// address is the mirror of MNIST, which is asked only when a person presses its button.
const APP: Policy = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data: blob:",
  'connect-src': "'self' https://raw.githubusercontent.com",
  'base-uri': "'none'",
  'form-action': "'none'",
};

const NOTEBOOK: Policy = {
  ...APP,
  // A cell is a program made of text: to run those is what this page is for. They can do what scripts of the page can, and no
  // more: they load nothing from another host and send nothing there.
  'script-src': "'self' 'unsafe-eval'",
  // Charts bring their styles along, in elements and attributes; cells may set styles anyhow.
  'style-src': "'self' 'unsafe-inline'",
  'connect-src': "'self'",
};

const PAGES = { app: { folder: '', policy: APP }, notebook: { folder: 'notebook/', policy: NOTEBOOK } };

/** Of the page that is built. */
export function contentSecurityPolicy(page: keyof typeof PAGES): Plugin {
  const { folder, policy } = PAGES[page];
  const content = Object.entries(policy)
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
      this.emitFile({ type: 'asset', fileName: folder + FILE, source: content });
    },
  };
}

// NOTICE.txt: everything in the bundle that others wrote, its licence, and where the licence's text lies.

import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Compiled into the packages' binaries. Vulkan's loader and SwiftShader are distributed under Apache 2.0 alone. */
const COMPILED_IN = [
  ['Dawn and Tint (in webgpu)', 'BSD-3-Clause', 'lib/node_modules/webgpu/LICENSE.md'],
  [
    'Abseil, SPIRV-Tools, SPIRV-Headers and Vulkan-Headers (in webgpu)',
    'Apache-2.0',
    'LICENSES/Apache-2.0.txt',
  ],
  ['SwiftShader (in @sparticuz/chromium)', 'Apache-2.0', 'LICENSES/Apache-2.0.txt'],
  [
    'Protocol Buffers by Google (in @bufbuild/protobuf)',
    'BSD-3-Clause',
    'lib/node_modules/@bufbuild/protobuf/dist/esm/wire/varint.js',
  ],
  ['Vulkan-Loader (in @sparticuz/chromium)', 'Apache-2.0', 'LICENSES/Apache-2.0.txt'],
];

/** Of packages that say their licence in their manifest and bring no file of it. */
const TEXTS = {
  '@bufbuild/protobuf': 'LICENSES/Apache-2.0.txt',
  'is-reference': 'LICENSES/MIT.txt',
};

/**
 * @param {readonly { name: string, version: string, license: string, folder: string }[]} packages
 * @param {string} root The bundle's folder.
 */
export function notice(packages, root) {
  const entries = [
    [`Node.js ${process.versions.node}, with what it is built of`, 'MIT and others', 'LICENSES/Node.txt'],
    ...COMPILED_IN,
    ...packages.map(({ name, version, license, folder }) => {
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      // Packages of this workspace get the licence when they are published; here it lies at the top.
      const text =
        file === undefined && name.startsWith('@shadegrad/')
          ? 'LICENSE'
          : file
            ? relative(root, join(folder, file))
            : TEXTS[name];
      if (!text) throw new Error(`${name} has no licence file.`);
      return [`${name} ${version}`, license, text];
    }),
  ];
  const lines = entries.map(([what, licence, text]) => `${what}\n    ${licence}: ${text}`);
  return `What this folder holds, under which licence, and where its text is.\n\n${lines.join('\n')}\n`;
}

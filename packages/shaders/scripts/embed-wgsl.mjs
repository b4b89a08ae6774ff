// Makes src/wgsl.ts: every .wgsl file of this package as an exported string, because neither Node nor browsers
// import .wgsl and a package must work without a bundler. Written only when something changed.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../src', import.meta.url));
const target = join(source, 'wgsl.ts');

/** `max-pool-2d.wgsl` is exported as `maxPool2d`. */
const exportName = (file) => basename(file, '.wgsl').replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

const files = readdirSync(source, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.wgsl'))
  .sort();

const module = [
  '// Made by scripts/embed-wgsl.mjs from the .wgsl files beside it.',
  ...files.map((file) => {
    const text = readFileSync(join(source, file), 'utf8');
    return `/** ${relative(source, join(source, file))} */\nexport const ${exportName(file)} = ${JSON.stringify(text)};`;
  }),
  '',
].join('\n');

let current = '';
try {
  current = readFileSync(target, 'utf8');
} catch {
  // First run: there is nothing to compare with.
}
if (current !== module) writeFileSync(target, module);

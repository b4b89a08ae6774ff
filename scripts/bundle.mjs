// Makes one archive for Linux x64 that trains with nothing installed but the GPU's driver, and with no network: Node,
// Dawn, the built packages, SwiftShader and a Vulkan loader. `npm run bundle -- [--out DIR] [--with-data DIR]`.

import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { largest, pack } from './bundle/archive.mjs';
import { copyNode, nodeLicence, strip } from './bundle/node-binary.mjs';
import { notice } from './bundle/notice.mjs';
import { copyPackages, swiftShaderAlone } from './bundle/packages.mjs';
import { requiredVersions } from './bundle/system-libraries.mjs';

/** What a slow link carries in a few minutes. */
const LIMIT = 60e6;

const root = fileURLToPath(new URL('..', import.meta.url));
const files = join(root, 'scripts/bundle/files');
const cli = join(root, 'packages/cli');

try {
  await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function main() {
  const { values } = parseArgs({
    options: { out: { type: 'string', default: join(root, 'dist') }, 'with-data': { type: 'string' } },
  });
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `The bundle holds the Node that makes it, so it is made on Linux x64, not on ${process.platform} ${process.arch}.`,
    );
  }
  const setUp = spawnSync(process.execPath, [join(root, 'scripts/setup.mjs'), '@shadegrad/cli'], {
    stdio: 'inherit',
  });
  if (setUp.status !== 0) throw new Error('The packages could not be built.');
  const webApp = spawnSync(process.execPath, [join(root, 'scripts/build-web-app.mjs')], { stdio: 'inherit' });
  if (webApp.status !== 0) throw new Error('The web app could not be built.');

  const { version } = JSON.parse(readFileSync(join(cli, 'package.json'), 'utf8'));
  const out = resolve(values.out);
  const folder = join(out, `shadegrad-linux-x64-${version}`);
  const archive = `${folder}.tar.gz`;
  rmSync(folder, { recursive: true, force: true });
  await layOut(folder, version, values['with-data']);
  await pack(folder, archive);

  const { size } = statSync(archive);
  console.log(`${archive}\n${megabytes(size)} of at most ${megabytes(LIMIT)}. Its largest files, unpacked:`);
  for (const [path, bytes] of largest(folder, 6)) console.log(`  ${megabytes(bytes).padStart(8)}  ${path}`);
  rmSync(folder, { recursive: true });
  if (size > LIMIT) {
    throw new Error('The archive is too large. Fix: leave the data out, or install binutils for "strip".');
  }
}

async function layOut(folder, version, data) {
  const modules = join(folder, 'lib/node_modules');
  const node = join(folder, 'lib/node');
  const dawn = join(modules, 'webgpu/dist/linux-x64/dawn.node');
  for (const name of ['bin', 'lib/node_modules', 'LICENSES']) {
    mkdirSync(join(folder, name), { recursive: true });
  }

  copyNode(node);
  const packages = copyPackages(cli, modules);
  await swiftShaderAlone(join(root, 'packages/core'), modules);
  strip(dawn, [node, '--eval', `require(${JSON.stringify(dawn)})`]);

  cpSync(join(files, 'shadegrad'), join(folder, 'bin/shadegrad'));
  for (const name of ['Apache-2.0.txt', 'MIT.txt']) cpSync(join(files, name), join(folder, 'LICENSES', name));
  cpSync(nodeLicence(), join(folder, 'LICENSES/Node.txt'));
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  writeFileSync(join(folder, 'NOTICE.txt'), notice(packages, folder));
  if (data !== undefined) copyData(data, join(folder, 'data'));
  writeFileSync(
    join(folder, 'README.txt'),
    readMe(version, requiredVersions([node, dawn]), data !== undefined),
  );
}

function readMe(version, { GLIBC, GLIBCXX }, hasData) {
  const facts = {
    VERSION: version,
    GLIBC,
    GLIBCXX: `GLIBCXX_${GLIBCXX}`,
    DATA: hasData
      ? 'the IDX files in data/ are used if nothing else is named.'
      : 'MNIST is downloaded where there is a network; elsewhere, digits are drawn by a program.',
  };
  const template = readFileSync(join(files, 'README.txt'), 'utf8');
  return template.replaceAll(/@([A-Z]+)@/g, (_, name) => facts[name]);
}

/** Only the IDX files of a folder. */
function copyData(source, target) {
  const names = existsSync(source)
    ? readdirSync(source).filter((name) => /-idx[13]-ubyte(\.gz)?$/.test(name))
    : [];
  if (names.length < 4) throw new Error(`${source} does not hold the four IDX files of a dataset.`);
  mkdirSync(target);
  for (const name of names) cpSync(join(source, name), join(target, name));
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

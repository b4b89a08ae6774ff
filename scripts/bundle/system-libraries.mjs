// What a binary asks of the system it is started on: the newest version of each family of symbols that it names.

import { readFileSync } from 'node:fs';

/** `GLIBC` is the C library, `GLIBCXX` the C++ library of GCC: 3.4.30 came with GCC 12. */
const FAMILIES = ['GLIBC', 'GLIBCXX'];

/**
 * @param {readonly string[]} binaries
 * @returns {Record<'GLIBC' | 'GLIBCXX', string>} The least version of each that runs all of them.
 */
export function requiredVersions(binaries) {
  const found = binaries.flatMap((file) => versionNames(readFileSync(file)));
  return Object.fromEntries(
    FAMILIES.map((family) => {
      const versions = found.filter((name) => name.startsWith(`${family}_`));
      return [
        family,
        versions
          .map((name) => name.slice(family.length + 1))
          .sort(byVersion)
          .at(-1) ?? '',
      ];
    }),
  );
}

/** Names such as GLIBC_2.34 are strings between zero bytes in a binary's dynamic string table. */
function versionNames(binary) {
  const names = [];
  for (let at = binary.indexOf('\0GLIBC'); at >= 0; at = binary.indexOf('\0GLIBC', at + 1)) {
    const name = binary.toString('latin1', at + 1, binary.indexOf(0, at + 1));
    if (/^GLIBC(XX)?_[\d.]+$/.test(name)) names.push(name);
  }
  return names;
}

function byVersion(one, other) {
  return one.localeCompare(other, 'en', { numeric: true });
}

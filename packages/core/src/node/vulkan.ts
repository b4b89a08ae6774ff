// Vulkan on Linux: the loader (libvulkan.so.1), which Dawn opens by that name, and the drivers that it finds.

import { readdirSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import type { Environment } from './environment.js';

/** glibc's RTLD_NODELETE, which Node has no name for: the library stays even though Node closes it again. */
const RTLD_NODELETE = 0x1000;

/**
 * Loads a Vulkan loader into this process, so that Dawn's own request for `libvulkan.so.1` finds it there: by name
 * where the system has one, or by path where it has none. Neither root nor LD_LIBRARY_PATH is needed.
 *
 * @returns Whether it was loaded.
 */
export function loadVulkanLoader(library = 'libvulkan.so.1'): boolean {
  const { RTLD_NOW, RTLD_GLOBAL } = constants.dlopen;
  try {
    process.dlopen({ exports: {} }, library, RTLD_NOW | RTLD_GLOBAL | RTLD_NODELETE);
    return true;
  } catch (error) {
    // Node loads the library, then complains that it is no add-on of Node's.
    return error instanceof Error && /self-register/.test(error.message);
  }
}

/** Restricts the loader to one driver. The second name is the one that loaders before 1.3.207 know. */
export function onlyDriver(icdFile: string): Environment {
  return { VK_DRIVER_FILES: icdFile, VK_ICD_FILENAMES: icdFile };
}

/**
 * For system drivers. Mesa's device-selection layer asks a Wayland compositor which GPU is the desktop's, and where
 * there can be no compositor, the Wayland library complains on stderr; so the layer is left out there.
 */
export function anyDriver(): Environment {
  return process.env['XDG_RUNTIME_DIR'] ? {} : { NODEVICE_SELECT: '1' };
}

/** The description files of the drivers that are installed on this system. */
export function installedDrivers(): readonly string[] {
  const dataFolders = (process.env['XDG_DATA_DIRS'] || '/usr/local/share:/usr/share').split(':');
  return ['/etc', ...dataFolders].flatMap((folder) => {
    const icds = join(folder, 'vulkan', 'icd.d');
    try {
      return readdirSync(icds)
        .filter((file) => file.endsWith('.json'))
        .map((file) => join(icds, file));
    } catch {
      // Most of these folders do not exist.
      return [];
    }
  });
}

// HDF5, the format in which Keras keeps weights, by the HDF5 library itself, compiled to WebAssembly. It is large and is
// loaded when it is first needed. Its files lie in its own memory: links to other files lead nowhere.

import type h5wasm from 'h5wasm';
import type { Dataset, File, Group, ready } from 'h5wasm';
import { ShadegradError } from '../../errors.js';
import { size } from '../../model/index.js';
import { damaged, unknownLayer } from '../errors.js';
import type { StoredTensor } from '../keras-config/match-weights.js';

type H5Module = Awaited<typeof ready>;

type H5wasm = typeof h5wasm;

interface Library extends H5wasm {
  readonly FS: H5Module['FS'];
}

/** Numbers of a class of HDF5's types. */
const FLOAT_CLASS = 1;

let loaded: Promise<Library> | undefined;
/** Set once a damaged file has made the library read or write where it must not: its memory is not to be trusted. */
let crash: unknown;
let files = 0;

async function load(): Promise<Library> {
  const { default: library } = await import('h5wasm');
  const module = await library.ready;
  silence(module.FS);
  return { ...library, FS: module.FS };
}

/**
 * The library prints each fault that it finds in a file, which is told by an error here. It could throw instead, but then
 * it leaves its stack as it is, and after two thousand faults there is none left.
 */
function silence(fs: H5Module['FS']): void {
  const standardError: unknown = Reflect.get(fs, 'streams')?.[2];
  if (!isStream(standardError)) return;
  fs.close(standardError);
  // Takes the number that has become free; else the next file would, and would be written into.
  fs.open('/dev/null', 'w');
}

const isStream = (value: unknown): value is FS.FSStream =>
  typeof value === 'object' && value !== null && 'fd' in value;

async function theLibrary(): Promise<Library> {
  loaded ??= load();
  if (crash === undefined) return loaded;
  throw new ShadegradError(
    'SHADEGRAD_FORMAT_HDF5',
    'The HDF5 library crashed on a damaged file and cannot be used any more.',
    'Start the program again, or reload the page, and leave that file out.',
    { cause: crash },
  );
}

/**
 * Opens a file, gives its root to `use`, and forgets it.
 *
 * @param file What error messages call the file.
 * @throws ShadegradError `SHADEGRAD_FORMAT_DAMAGED` where the library finds the file wrong, `SHADEGRAD_FORMAT_HDF5` after
 *   a crash, and what `use` throws.
 */
export async function readHdf5<Result>(
  bytes: Uint8Array,
  file: string,
  use: (root: Hdf5Group) => Result,
): Promise<Result> {
  const library = await theLibrary();
  const path = `${files++}.h5`;
  library.FS.writeFile(path, bytes);
  try {
    const opened = new library.File(path, 'r');
    if (opened.file_id < 0n) throw damaged(file, 'HDF5', 'the HDF5 library cannot open it');
    return withOpened(opened, (root) => use(new Hdf5Group(root, library, file)));
  } catch (cause) {
    noteCrash(cause);
    if (cause instanceof ShadegradError) throw cause;
    throw damaged(file, 'HDF5', 'the HDF5 library cannot read it', cause);
  } finally {
    library.FS.unlink(path);
  }
}

/** Makes a file of what `fill` puts into its root. */
export async function writeHdf5(fill: (root: Group) => void): Promise<Uint8Array<ArrayBuffer>> {
  const library = await theLibrary();
  const path = `${files++}.h5`;
  withOpened(new library.File(path, 'w'), fill);
  const bytes = new Uint8Array(library.FS.readFile(path));
  library.FS.unlink(path);
  return bytes;
}

function noteCrash(cause: unknown): void {
  if (cause instanceof WebAssembly.RuntimeError) crash = cause;
}

function withOpened<Result>(file: File, use: (file: File) => Result): Result {
  try {
    return use(file);
  } finally {
    // A damaged file may fail to close, too; what went wrong first is what is to be told.
    try {
      file.close();
    } catch (cause) {
      noteCrash(cause);
    }
  }
}

/** A group, its parts found only where they are what they should be. */
export class Hdf5Group {
  readonly #group: Group;
  readonly #library: Library;
  readonly #file: string;

  constructor(group: Group, library: Library, file: string) {
    this.#group = group;
    this.#library = library;
    this.#file = file;
  }

  keys(): readonly string[] {
    return this.#group.keys();
  }

  group(name: string): Hdf5Group | undefined {
    const found = this.#find(name);
    return found instanceof this.#library.Group ? new Hdf5Group(found, this.#library, this.#file) : undefined;
  }

  /** A dataset of real numbers. */
  tensor(name: string): StoredTensor | undefined {
    const found = this.#find(name);
    return found instanceof this.#library.Dataset ? this.#stored(found) : undefined;
  }

  /** An attribute that is text. */
  text(name: string): string | undefined {
    const value = this.#attribute(name);
    return typeof value === 'string' ? value : undefined;
  }

  /** An attribute that is a list of texts; none where there is none. */
  texts(name: string): readonly string[] {
    const value = this.#attribute(name);
    return Array.isArray(value) ? value.map(String) : [];
  }

  #attribute(name: string): unknown {
    return this.#group.attrs[name]?.value;
  }

  /** Step by step, since a link anywhere on the way could lead elsewhere. */
  #find(path: string): unknown {
    let current: unknown = this.#group;
    for (const name of path.split('/')) {
      if (!(current instanceof this.#library.Group) || !current.keys().includes(name)) return undefined;
      current = current.get(name);
    }
    return current;
  }

  #stored(dataset: Dataset): StoredTensor {
    const name = dataset.path;
    const { shape, type, size: bytesEach } = dataset.metadata;
    if (type !== FLOAT_CLASS || (bytesEach !== 4 && bytesEach !== 8)) {
      throw unknownLayer(this.#file, `the tensor "${name}"`, 'only float32 and float64 can be read');
    }
    return {
      name,
      shape: shape ?? [],
      read: () => {
        const values = dataset.value;
        if (values instanceof Float32Array) return new Float32Array(values);
        if (values instanceof Float64Array) return Float32Array.from(values);
        throw damaged(this.#file, 'HDF5', `"${name}" has no ${size(shape ?? [])} numbers`);
      },
    };
  }
}

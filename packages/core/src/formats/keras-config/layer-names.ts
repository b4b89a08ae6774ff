// Names of layers from other programs, made fit for tensors and files: letters, digits, "_", "." and "-", and no two alike.

/** Returns a function that makes a name of this model from one of elsewhere. */
export function layerNamer(): (name: string) => string {
  const taken = new Set<string>();
  return (name) => {
    const safe = name.replaceAll(/[^\w.-]/g, '_').slice(0, 56);
    const base = /^[A-Za-z]/.test(safe) ? safe : `layer_${safe}`;
    let unique = base;
    for (let i = 1; taken.has(unique); i++) unique = `${base}_${i}`;
    taken.add(unique);
    return unique;
  };
}

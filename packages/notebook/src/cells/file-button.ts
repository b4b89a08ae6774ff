/**
 * A button that saves bytes as a file of this name.
 *
 * @example
 * ```ts
 * import { fileButton } from '@shadegrad/notebook/cells';
 * import { parseHTML } from 'linkedom'; // in a notebook, nothing of it
 *
 * const { document } = parseHTML('<html></html>');
 * console.log(fileButton('a.bin', new Uint8Array(2048), { document }).textContent); // Save a.bin (2.0 kB)
 * ```
 */
export function fileButton(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  { document = globalThis.document }: { readonly document?: Document } = {},
): HTMLElement {
  const button = document.createElement('button');
  button.setAttribute('type', 'button');
  button.textContent = `Save ${name} (${size(bytes.length)})`;
  button.addEventListener('click', () => {
    const address = URL.createObjectURL(new Blob([bytes]));
    const link = Object.assign(document.createElement('a'), { href: address, download: name });
    link.click();
    // The browser has begun to read it by the time that anything else runs.
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  });
  return button;
}

function size(bytes: number): string {
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

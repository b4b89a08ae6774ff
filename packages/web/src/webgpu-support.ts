// Why a browser cannot train, in words that help; or nothing if it can.

/** What stands in the way of WebGPU here, and what to do about it. */
export function webGpuObstacle(): { readonly message: string; readonly fix: string } | undefined {
  if (!isSecureContext) {
    return {
      message: 'Browsers offer WebGPU only to pages that come over HTTPS or from this computer.',
      fix: 'Open the page through https:// or as http://localhost.',
    };
  }
  if (!('gpu' in navigator)) {
    return {
      message: 'This browser has no WebGPU, through which the page would use your graphics processor.',
      fix: 'Use a current Chrome, Edge, Firefox or Safari. On Linux, Chrome may need chrome://flags/#enable-unsafe-webgpu.',
    };
  }
  return undefined;
}

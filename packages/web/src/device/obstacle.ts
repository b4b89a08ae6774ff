// Why a browser cannot train, in words that help; or nothing if it can.

import type { Failure } from '../design/failure.js';

/** What stands in the way of WebGPU in this page, as far as it shows before an adapter is asked for. */
export function webGpuObstacle(): Failure | undefined {
  if (!isSecureContext) {
    return {
      code: 'SHADEGRAD_INSECURE',
      message: 'Browsers offer WebGPU only to pages that come over HTTPS or from this computer.',
      fix: 'Open the page through https:// or as http://localhost.',
    };
  }
  if (!('gpu' in navigator)) {
    return {
      code: 'SHADEGRAD_NO_WEBGPU',
      message: 'This browser has no WebGPU, through which the page would use your graphics processor.',
      fix: 'Use a current Chrome, Edge, Firefox or Safari. On Linux, Chrome may need chrome://flags/#enable-unsafe-webgpu.',
    };
  }
  return undefined;
}

// What cells show things with.
export { digitPad, type DigitPad, type DigitPadOptions } from './digit-pad.js';
export { fileButton } from './file-button.js';
export { pictures, type PicturesOptions } from './pictures.js';
export { table } from './table.js';

// What goes wrong with a notebook, told so that a person can mend it. Of the shape of core's errors; a class of its own
// because this package stands alone.

/** Every code that this package gives. */
export type NotebookErrorCode =
  /** A cell threw; `cause` is what it threw. */
  | 'SHADEGRAD_NOTEBOOK_CELL'
  /** A cell imports what is not to be had here. */
  | 'SHADEGRAD_NOTEBOOK_IMPORT'
  /** A file that is no notebook. */
  | 'SHADEGRAD_NOTEBOOK_FILE'
  /** A value that was to be set and that no cell has. */
  | 'SHADEGRAD_NOTEBOOK_SETTING'
  /** A cell whose text is no program, or of a kind that does not run here. */
  | 'SHADEGRAD_NOTEBOOK_SYNTAX';

/** `code` to search for, `message` for what happened, `fix` for what to do. */
export class NotebookError extends Error {
  override readonly name = 'NotebookError';
  readonly code: NotebookErrorCode;
  readonly fix: string;

  constructor(code: NotebookErrorCode, message: string, fix: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.fix = fix;
  }
}

// Notebooks: read, run, written, and laid out as a page.
export { NotebookError, type NotebookErrorCode } from './errors.js';
export { setValues } from './compile/set-values.js';
export { type Cell, type CellLanguage, languageOf, newCell, type Notebook } from './format/notebook.js';
export { type HtmlParser, type ParsedElement, readNotebook } from './format/read-notebook.js';
export { writeNotebook } from './format/write-notebook.js';
export { notebookPage, type NotebookPageOptions } from './page/notebook-page.js';
export { type CellRun, type CellStatus, CellStopped } from './runtime/cell-run.js';
export { type Modules, noModule } from './runtime/modules.js';
export { NotebookSession, type SessionOptions } from './runtime/session.js';

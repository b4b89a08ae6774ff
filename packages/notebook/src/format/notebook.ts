// A notebook as plain data: a title and cells, in the order in which they are read.

/** What a cell is written in; `other` is kept and shown, and does not run. */
export type CellLanguage = 'javascript' | 'markdown' | 'html' | 'other';

export interface Cell {
  /** A positive integer that no other cell of the notebook has. */
  readonly id: number;
  /** The media type that the file gives, such as `module` or `text/markdown`. */
  readonly type: string;
  readonly source: string;
  /** Whether the source is shown beside what it displays. */
  readonly pinned: boolean;
  /** Whether what it displays is not shown. */
  readonly hidden: boolean;
  /** Attributes that mean nothing here and are kept for other programs. */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Notebook {
  readonly title: string;
  readonly cells: readonly Cell[];
  /** Attributes of the notebook itself, such as its theme; kept for other programs. */
  readonly attributes: Readonly<Record<string, string>>;
}

export const CELL_TYPES = { javascript: 'module', markdown: 'text/markdown', html: 'text/html' } as const;

/** What a cell of this media type is written in. */
export function languageOf({ type }: Pick<Cell, 'type'>): CellLanguage {
  switch (type.trim().toLowerCase()) {
    // A cell without a type is a program, as a script is.
    case '':
    case CELL_TYPES.javascript:
    case 'text/javascript':
      return 'javascript';
    case CELL_TYPES.markdown:
      return 'markdown';
    case CELL_TYPES.html:
      return 'html';
    default:
      return 'other';
  }
}

/** A new cell with an id that the notebook does not have yet. */
export function newCell({ cells }: Notebook, language: Exclude<CellLanguage, 'other'>, source = ''): Cell {
  const id = 1 + Math.max(0, ...cells.map((cell) => cell.id));
  return {
    id,
    type: CELL_TYPES[language],
    source,
    pinned: language === 'javascript',
    hidden: false,
    attributes: {},
  };
}

// The notebooks that come with the project, as they were when the app was built.

import { readNotebook } from '@shadegrad/notebook';

export interface ShelfNotebook {
  /** Of its file, without the ending. */
  readonly name: string;
  readonly title: string;
  /** The file. */
  readonly text: string;
}

/** The project's own subject stands first, the others by their titles. */
const FIRST = 'mnist-cnn';

const files = import.meta.glob<string>('../../../../notebooks/*.html', { query: '?raw', import: 'default' });

export async function loadShelf(): Promise<readonly ShelfNotebook[]> {
  const parser = new DOMParser();
  const notebooks = await Promise.all(
    Object.entries(files).map(async ([path, load]) => {
      const text = await load();
      const name = /([^/]*)\.html$/.exec(path)?.[1] ?? path;
      return { name, title: readNotebook(text, parser).title, text };
    }),
  );
  const rank = ({ name }: ShelfNotebook): number => (name === FIRST ? 0 : 1);
  return notebooks.sort((a, b) => rank(a) - rank(b) || a.title.localeCompare(b.title));
}

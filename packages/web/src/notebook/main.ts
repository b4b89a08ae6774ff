// The entry of the page of notebooks.

import { applyTheme, initialTheme, onSystemTheme } from '../design/theme.js';
import { keepForOffline } from '../offline/register.js';
import { appFolder } from './app-folder.js';
import { KeptNotebooks } from './kept-notebooks.js';
import { NotebookDesk } from './notebook-desk.js';
import './notebook-page.js';
import { loadShelf } from './shelf.js';

applyTheme(initialTheme());
onSystemTheme(() => applyTheme(initialTheme()));
keepForOffline(appFolder());

// The editor is a file of its own, which loads beside the notebooks.
const [shelf] = await Promise.all([loadShelf(), import('./cell-editor.js')]);
const desk = new NotebookDesk(shelf, new KeptNotebooks());
const page = document.querySelector('notebook-page');
if (page !== null) page.desk = desk;

// The address says which notebook it is, so that it can be sent and comes back with a reload.
const chosen = (): string => location.hash.slice(1);
desk.choose(chosen());
const tell = (): void => {
  const { name, notebook } = desk.store.state;
  document.title = `${notebook.title} · shadegrad`;
  if (name !== chosen()) history.replaceState(null, '', `#${name}`);
};
tell();
desk.store.subscribe(tell);
addEventListener('hashchange', () => {
  if (chosen() !== desk.store.state.name) desk.choose(chosen());
});

// The entry of the page of stories; served in development alone.

import type { Story } from './story.js';
import './story-book.js';

const files = import.meta.glob<Story>('../**/*.story.ts', { eager: true, import: 'default' });
const book = document.querySelector('story-book');
if (book !== null) {
  book.stories = Object.values(files).sort((a, b) => a.title.localeCompare(b.title));
}

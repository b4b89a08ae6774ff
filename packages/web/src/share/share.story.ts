import { html } from 'lit';
import { storyApp } from '../stories/story-app.js';
import type { Story } from '../stories/story.js';
import './link-notice.js';

const failure = {
  code: 'SHADEGRAD_LINK',
  message: 'The address shares a network, but it cannot be read: it is cut off or was changed.',
  fix: 'The page begins with its own network instead. Copy the whole link again, or ask for a new one.',
};

export default {
  title: 'Share / Link notice',
  states: {
    taken: () => html`<link-notice .app=${storyApp({ link: { isTaken: true } })}></link-notice>`,
    refused: () => html`<link-notice .app=${storyApp({ link: { failure } })}></link-notice>`,
  },
} satisfies Story;

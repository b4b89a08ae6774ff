// The page's entry.

import { createApp } from './app/create-app.js';
import './app/shadegrad-app.js';
import { ignoreMissedFiles } from './data/file-drop.js';
import { keepForOffline } from './offline/register.js';
import { start } from './app/start.js';
import { initialState } from './store/initial-state.js';
import { connectWorker } from './worker/connect.js';

const worker = connectWorker();
const app = createApp(initialState(), worker);
start(app, worker);
keepForOffline();
ignoreMissedFiles();

const element = document.querySelector('shadegrad-app');
if (element !== null) element.app = app;

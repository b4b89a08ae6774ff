/** The folder that the app lies in, with its data and its service worker; this page lies in one of its own, inside. */
export const appFolder = (): string => new URL('..', document.baseURI).href;

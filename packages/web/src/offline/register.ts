// Has the browser keep the app for visits without a network. Where it does not, the app works all the same.

/** @param folder The one that the app lies in. */
export function keepForOffline(folder = document.baseURI): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  // After the first load, which it should not slow down.
  addEventListener('load', () => {
    const script = new URL('service-worker.js', folder);
    navigator.serviceWorker.register(script).catch(() => undefined);
  });
}

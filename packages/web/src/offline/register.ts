// Has the browser keep the app for visits without a network. Where it does not, the app works all the same.

export function keepForOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  // After the first load, which it should not slow down.
  addEventListener('load', () => {
    const script = new URL('service-worker.js', document.baseURI);
    navigator.serviceWorker.register(script).catch(() => undefined);
  });
}

// Imported before uPlot, which asks for the browser's language when it is loaded and throws where Intl does not know it:
// on a system without locales, Chromium says `en-US@posix`.

function isKnown(): boolean {
  // Tests of what needs no page run without one.
  if (typeof navigator === 'undefined') return true;
  try {
    Intl.getCanonicalLocales(navigator.language);
    return true;
  } catch {
    return false;
  }
}

if (!isKnown()) Object.defineProperty(navigator, 'language', { value: 'en-US' });

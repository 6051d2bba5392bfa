// A classic script, so that it runs before the first paint: the chosen theme must not flash.
try {
  document.documentElement.dataset.theme = JSON.parse(localStorage.getItem('theme')) ?? '';
} catch { /* storage is switched off: the system's wish holds */ }

// A classic script, so that it runs before the first paint: the chosen theme must not flash.
try {
  const theme = localStorage.getItem('theme');
  if (theme) document.documentElement.dataset.theme = JSON.parse(theme);
} catch { /* storage is switched off: the system's wish holds */ }

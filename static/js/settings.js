/** What the page remembers on this machine. Storage may be off; then nothing is remembered. */

/** @returns {*} the remembered value, or `otherwise` */
export function recall(key, otherwise = null) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

/** @param {*} value null forgets */
export function remember(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch { /* storage is off or full: the page works without */ }
}

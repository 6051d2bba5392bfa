/** Numbers as people read them. Seconds, bytes and dBFS in; text out. */

/** @param {number} seconds @param {number} digits after the point @returns {string} 1:08.4 or 1:02:03.4 */
export function time(seconds, digits = 1) {
  const total = Math.floor(Math.max(0, seconds || 0) * 10 ** digits + 1e-6) / 10 ** digits;
  const rest = (total % 60).toFixed(digits).padStart(digits ? digits + 3 : 2, '0');
  const minutes = Math.floor(total / 60);
  return minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`;
}

/** @param {?number} seconds left to live; null is for ever */
export function timeToLive(seconds) {
  if (seconds === null) return 'no end';
  if (seconds < 100) return `${Math.max(0, Math.floor(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** @param {?number} level dBFS; null is silence */
export const decibels = (level) => (typeof level === 'number' ? `${level.toFixed(level > -50 ? 1 : 0).replace('-', '−')} dBFS` : 'silence');
export const percent = (share) => `${Math.round(share * 100)} %`;
export const thousands = (number) => number.toLocaleString('en');
export const count = (number, one) => `${thousands(number)} ${one}${number === 1 ? '' : 's'}`;
export const bytes = (number) => (number < 1e6 ? `${(number / 1e3).toFixed(1)} kB` : `${(number / 1e6).toFixed(1)} MB`);

/** Numbers as people read them. Seconds, hertz, bytes and dBFS in; text out. */

/** @param {number} seconds @param {number} digits after the point @returns {string} 1:08.4 or 1:02:03.4 */
export function time(seconds, digits = 1) {
  const total = Math.floor(Math.max(0, seconds || 0) * 10 ** digits + 1e-6) / 10 ** digits;
  const pad = (n) => String(Math.floor(n)).padStart(2, '0');
  const rest = (total % 60).toFixed(digits).padStart(digits ? digits + 3 : 2, '0');
  return `${total >= 3600 ? `${Math.floor(total / 3600)}:${pad(total / 60 % 60)}` : Math.floor(total / 60)}:${rest}`;
}

/** @param {number|null} seconds left to live; null is for ever */
export function timeToLive(seconds) {
  if (seconds === null) return 'no end';
  if (seconds < 100) return `${Math.max(0, Math.floor(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 100) return `${minutes} min`;
  return minutes < 2880 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${Math.round(minutes / 1440)} days`;
}

/** @param {?number} level dBFS; null is silence */
export const decibels = (level) => (typeof level === 'number' ? `${level.toFixed(level > -50 ? 1 : 0).replace('-', '−')} dBFS` : 'silence');
export const hertz = (rate) => (rate >= 1000 ? `${rate / 1000} kHz` : `${rate} Hz`);
export const percent = (share) => `${Math.round(share * 100)} %`;
export const thousands = (number) => number.toLocaleString('en');
export const count = (number, one) => `${thousands(number)} ${one}${number === 1 ? '' : 's'}`;
export const bytes = (number) => (number < 1e6 ? `${(number / 1e3).toFixed(1)} kB` : `${(number / 1e6).toFixed(1)} MB`);

/** @param {number} seconds Unix time @returns {string} the time of day here, with the date when it is not today's */
export function clock(seconds) {
  const date = new Date(seconds * 1000);
  const today = date.toDateString() === new Date().toDateString();
  return (today ? '' : `${date.toLocaleDateString()} `) + date.toLocaleTimeString('en-GB');
}

/** The headerless encodings, as people call them. */
export const ENCODINGS = {
  s16le: '16-bit', s16be: '16-bit BE', u8: '8-bit', s8: 'signed 8-bit', mulaw: 'mu-law', alaw: 'A-law', f32le: 'float', f32be: 'float BE',
  s24le: '24-bit', s24be: '24-bit BE', s32le: '32-bit', s32be: '32-bit BE', f64le: 'double',
};
const NAMES = { ...ENCODINGS, webm: 'WebM', matroska: 'WebM', ogg: 'Ogg', opus: 'Opus', vorbis: 'Vorbis' };
const named = (name) => NAMES[name] ?? name.toUpperCase();

/** A format in two or three words, for a chip. */
export function shortFormat({ encoding, container, sample_rate: rate, channels }) {
  if (!encoding) return '';
  if (container) return ['wav', encoding].includes(container) ? named(container) : `${named(container)} · ${named(encoding)}`;
  return `${encoding === 's16le' ? '' : `${named(encoding)} `}${hertz(rate)}${channels === 2 ? ' stereo' : ''}`;
}

/** What sets a reading apart from another, for its button. */
export function readingName(reading, from) {
  const channels = ['', ' mono', ' stereo'][reading.channels] ?? ` ${reading.channels} channels`;
  return `${reading.encoding === from.encoding ? '' : `${named(reading.encoding)} `}${hertz(reading.sample_rate)}${reading.channels === from.channels ? '' : channels}`;
}

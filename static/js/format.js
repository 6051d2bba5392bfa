/** Numbers as people read them. Seconds, hertz, bytes and dBFS in; text out. */

/** @param {number} seconds @param {number} digits after the point @returns {string} 1:08.4 or 1:02:03.4 */
export function time(seconds, digits = 1) {
  const unit = 10 ** digits;
  const total = Math.floor(Math.max(0, seconds || 0) * unit + 1e-6);
  const whole = Math.floor(total / unit);
  const fraction = digits ? `.${String(total % unit).padStart(digits, '0')}` : '';
  const pad = (n) => String(n).padStart(2, '0');
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  return (hours ? `${hours}:${pad(minutes)}` : `${minutes}`) + `:${pad(whole % 60)}${fraction}`;
}

/** @param {number|null} seconds left to live; null is for ever */
export function timeToLive(seconds) {
  if (seconds === null) return 'no end';
  if (seconds < 100) return `${Math.max(0, Math.floor(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 100) return `${minutes} min`;
  return minutes < 2880 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${Math.round(minutes / 1440)} days`;
}

/** @param {number|null} level dBFS; null is silence */
export const decibels = (level) => (level === null || level === undefined
  ? 'silence' : `${level.toFixed(Math.abs(level) < 50 ? 1 : 0).replace('-', '−')} dBFS`);

export const hertz = (rate) => (rate >= 1000 ? `${rate / 1000} kHz` : `${rate} Hz`);

export const percent = (share) => `${Math.round(share * 100)} %`;

export function bytes(count) {
  const units = ['bytes', 'kB', 'MB', 'GB'];
  const power = Math.min(3, Math.floor(Math.log10(Math.max(1, count)) / 3));
  return `${(count / 1000 ** power).toFixed(power > 1 ? 1 : 0)} ${units[power]}`;
}

export const count = (number, one, many = `${one}s`) => `${number.toLocaleString('en')} ${number === 1 ? one : many}`;

/** @param {number} seconds Unix time @returns {string} the time of day here, with the date when it is not today's */
export function clock(seconds) {
  const date = new Date(seconds * 1000);
  const today = date.toDateString() === new Date().toDateString();
  return (today ? '' : `${date.toLocaleDateString()} `) + date.toLocaleTimeString('en-GB');
}

const ENCODING_NAMES = {
  u8: '8-bit', s8: 'signed 8-bit', s16le: '16-bit', s16be: '16-bit BE', s24le: '24-bit', s24be: '24-bit BE',
  s32le: '32-bit', s32be: '32-bit BE', f32le: 'float', f32be: 'float BE', f64le: 'double', mulaw: 'mu-law', alaw: 'A-law',
};
export const ENCODINGS = Object.keys(ENCODING_NAMES);
const CONTAINER_NAMES = { webm: 'WebM', ogg: 'Ogg', mp4: 'MP4', wav: 'WAV', mp3: 'MP3', flac: 'FLAC', matroska: 'WebM' };
const CODEC_NAMES = { opus: 'Opus', aac: 'AAC', vorbis: 'Vorbis', mp3: 'MP3', flac: 'FLAC' };

export const encodingName = (encoding) => ENCODING_NAMES[encoding] ?? CODEC_NAMES[encoding] ?? encoding;
const channelsName = (channels) => ['', 'mono', 'stereo'][channels] ?? `${channels} channels`;

/** A format in two or three words, for a chip. */
export function shortFormat(format) {
  if (!format?.encoding) return '';
  if (format.container) {
    const container = CONTAINER_NAMES[format.container] ?? format.container;
    const codec = format.container === 'wav' ? hertz(format.sample_rate) : encodingName(format.encoding);
    return container === codec ? container : `${container} · ${codec}`;
  }
  const encoding = format.encoding === 's16le' ? '' : `${encodingName(format.encoding)} `;
  return `${encoding}${hertz(format.sample_rate)}${format.channels === 2 ? ' stereo' : ''}`;
}

/** What sets a reading apart from the one shown first, for its button. */
export function readingName(reading, from) {
  const encoding = reading.encoding === from.encoding ? '' : `${encodingName(reading.encoding)} `;
  const channels = reading.channels === from.channels ? '' : ` ${channelsName(reading.channels)}`;
  return `${encoding}${hertz(reading.sample_rate)}${channels}`;
}

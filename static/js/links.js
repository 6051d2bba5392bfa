/** Links into a session: they keep the place, the selected part, what is in sight, tracks and reading. */
/** @import {Moment, Reading, Span} from './types.js' */

/** @param {Span} part */
const textOf = ({ start, end }) => `${round(start)}-${round(end)}`;

/** Milliseconds are enough. @param {number} seconds */
const round = (seconds) => String(Math.round(seconds * 1000) / 1000);

/** @param {?string} text `1.5-3` @returns {Span | undefined} */
function spanOf(text) {
  const match = /^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)$/.exec(text ?? '');
  if (!match) return undefined;
  const [start, end] = [Number(match[1]), Number(match[2])];
  return start < end ? { start, end } : undefined;
}

/** @param {?string} text `s16le-16000-1` @returns {Reading | undefined} */
function readingOf(text) {
  const match = /^([\w.]+)-(\d{1,6})-(\d)$/.exec(text ?? '');
  if (!match) return undefined;
  return { encoding: match[1], sample_rate: Number(match[2]), channels: Number(match[3]) };
}

/** @param {string} id @param {Moment} moment @returns {string} from the `#` on */
export function linkTo(id, { position, region, view, tracks = [], reading }) {
  const route = new URLSearchParams({ session: id, t: position.toFixed(2).replace(/0$/, '') });
  if (region) route.set('part', textOf(region));
  if (view) route.set('view', textOf(view));
  for (const track of tracks) route.append('track', track);
  if (reading) route.set('as', `${reading.encoding}-${reading.sample_rate}-${reading.channels}`);
  return `#${route}`;
}

/**
 * What an address says; nonsense in it is left out.
 * @param {string} hash @returns {{id: ?string, moment: ?Moment}} null: the beginning
 */
export function routeOf(hash) {
  const route = new URLSearchParams(hash.slice(1));
  const tracks = route.getAll('track').filter(Boolean);
  const moment = {
    position: Math.max(0, Number(route.get('t')) || 0),
    region: spanOf(route.get('part')),
    view: spanOf(route.get('view')),
    reading: readingOf(route.get('as')),
    ...(tracks.length && { tracks }),
  };
  const isNamed = ['t', 'part', 'view', 'as', 'track'].some((name) => route.has(name));
  return { id: route.get('session'), moment: isNamed ? moment : null };
}

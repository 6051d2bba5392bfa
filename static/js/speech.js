/** “What the recogniser heard”: a table of the stretches of speech, read when its card is opened. */
import { request, sessionUrl } from './api.js';
import { on } from './bus.js';
import { decibels, thousands, time } from './format.js';
import { $, repeat, write } from './html.js';
import { transport } from './transport.js';
/** @import {Heard, SpeechAnswer} from './types.js' */

const CUT = ['beginning cut', 'end cut'];
const card = $('speech');
let shown = ''; // the address whose answer is in the table
let loading = new AbortController();

/** Which sound the table is about; '' without any. */
function address() {
  const { source } = transport;
  if (!source) return '';
  const { track, in_step: inStep } = source.tracks;
  const one = track && !inStep ? { track } : {}; // all are side by side, whichever are heard
  return sessionUrl(source.id, '/speech', { ...source.reading, ...one, v: source.version });
}

/** @param {Heard} heard */
const factsOf = ({ track, speech_seconds: seconds, ...one }) => ({
  track,
  seconds: `${seconds.toFixed(1)} s`,
  level: decibels(one.level_dbfs),
  snr: one.snr_db === null ? 'no noise' : `${one.snr_db.toFixed(0)} dB`,
  band: one.bandwidth_hz === null ? '' : `${(one.bandwidth_hz / 1000).toFixed(1)} kHz`,
  clipped: one.clipped_samples ? thousands(one.clipped_samples) : '',
  edges: CUT.filter((text, i) => [one.start_cut, one.end_cut][i]).join(', '),
});

/** @param {Heard['echo']} echo @param {string} words before its figures */
const echoText = (echo, words) =>
  echo
    ? `${words}, ${Math.round(echo.delay_ms)} ms later, ${Math.round(-echo.strength_db)} dB softer`
    : '';

/** @param {SpeechAnswer} answer */
function draw({ tracks, stretches }) {
  repeat('speech-tracks', tracks, (one) => ({
    ...factsOf(one),
    echo: echoText(one.echo, `of ${one.echo?.source}`),
  }));
  repeat('speech-rows', stretches, (one, row) => {
    row.querySelector('button').value = String(one.start);
    return {
      ...factsOf(one),
      at: time(one.start, 1),
      echo: echoText(one.echo, `in ${one.echo?.track}`),
    };
  });
  card.dataset.state = stretches.length ? 'ready' : 'empty';
}

async function read() {
  const path = address();
  if (!card.open || path === shown) return;
  shown = path;
  loading.abort();
  loading = new AbortController();
  if (card.dataset.state !== 'ready' || !path) card.dataset.state = path ? 'loading' : 'empty';
  if (!path) return;
  try {
    draw(await request(path, { signal: loading.signal }));
  } catch (/** @type {any} */ { name, message }) {
    if (name === 'AbortError') return;
    shown = '';
    write('speech-failed', message);
    card.dataset.state = 'failed';
  }
}

card.addEventListener('toggle', read);
on('transport', () => {
  if (shown && shown.split('?')[0] !== address().split('?')[0]) card.dataset.state = ''; // another session
  read();
});

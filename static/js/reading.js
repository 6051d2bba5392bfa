/** "What it is": the format, how sure and why, and the other readings to play it as. */
import { actions, recall, remember } from './bus.js';
import { ENCODINGS, hertz, percent, readingName } from './format.js';
import { $, html, render, write } from './html.js';

const RATES = [8000, 11025, 16000, 22050, 24000, 32000, 44100, 48000]; // Hz
const SOURCES = {
  request: 'Read as you chose', session: 'The session’s own fields say so', container: 'A file that really decodes',
  settings: 'Pinned in the player’s settings', growth: 'From how fast it grew', default: 'The last resort: nothing tells it apart',
};

const unowned = {}; // choices for sessions without a user, while the page is open
const keyOf = ({ user_id: user }) => `reading:${user}`;

/** How this user's headerless sound was last played. @returns {?{encoding: string, sample_rate: number, channels: number}} */
export const chosenReading = (session) => (session.user_id ? recall(keyOf(session)) : unowned[session.session_id]) ?? null;

/** @param {?object} reading null forgets */
export function chooseReading(session, reading) {
  if (session.user_id) remember(keyOf(session), reading);
  else unowned[session.session_id] = reading;
}

export const readingOf = ({ encoding, sample_rate, channels }) => ({ encoding, sample_rate, channels });
export const isSame = (a, b) => JSON.stringify(readingOf(a)) === JSON.stringify(readingOf(b));

/** @param {object} format as played @param {object} detected as found without being told */
export function drawFormat({ user_id: user }, format, detected) {
  const { source, confidence = 0, rate_confidence: rate = 0, container, evidence = [] } = format;
  const chosen = source === 'request';
  const sure = container ? confidence : Math.min(confidence, rate);
  write('format', format.description ?? 'Not recognised');
  $('sureness').hidden = chosen || !source;
  $('sureness').dataset.sure = sure >= 0.8 ? 'well' : sure >= 0.5 ? 'partly' : 'hardly';
  $('sureness-bar').style.setProperty('--value', percent(sure));
  write('sureness-text', sure < confidence - 0.02 ? `${percent(confidence)} sure, of the rate ${percent(rate)}` : `${percent(sure)} sure`);
  render('evidence', html`${[SOURCES[source], ...evidence].map((sentence) => sentence && html`<li>${sentence}</li>`)}`);
  $('chosen').hidden = !chosen;
  write('chosen-text', user ? `Headerless sound of user ${user} is read like this from now on.` : 'Kept while this page is open.');
  const readings = [detected, ...(detected.candidates ?? [])].filter((one) => one.encoding && !one.container);
  render('reading-buttons', html`${readings.map((one, place) => html`<button class="button" type="button" data-action="play-as" aria-pressed="${String(isSame(one, format))}"
    title="${one.description}" value="${JSON.stringify(readingOf(one))}">${readingName(one, place ? readings[0] : {})}${one.confidence >= 0.005 && html` <small>${percent(one.confidence)}</small>`}</button>`)}`);
}

/** Bind "Play it as". @param {(reading: ?object) => void} play null takes the detected format again */
export function bindReadings(play) {
  render('other-encoding', html`${Object.entries(ENCODINGS).map(([name, label]) => html`<option value="${name}">${label} (${name})</option>`)}`);
  render('other-rate', html`${RATES.map((rate) => html`<option value="${rate}">${hertz(rate)}</option>`)}`);
  actions['play-as'] = (shift, button) => play(JSON.parse(button.value));
  actions['play-as-other'] = () => play({ encoding: $('other-encoding').value, sample_rate: Number($('other-rate').value), channels: Number($('other-channels').value) });
  actions['play-as-detected'] = () => play(null);
}

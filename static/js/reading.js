/** "What it is": the format, how sure and why, and the other readings to play it as. */
import { actions, recall, remember } from './bus.js';
import { percent, readingName, shortFormat } from './format.js';
import { $, html, render, write } from './html.js';

/** A choice holds for a user of the app; without one, for the session. */
const keyOf = ({ user_id: user, id }) => `reading:${user ? `user:${user}` : id}`;

/** How this user's headerless sound was last played, or null. */
export const chosenReading = (session) => recall(keyOf(session));

/** @param {?object} reading null forgets */
export const chooseReading = (session, reading) => remember(keyOf(session), reading);

export const readingOf = ({ encoding, sample_rate, channels }) => ({ encoding, sample_rate, channels });
const text = (format) => JSON.stringify(readingOf(format));
export const isSame = (a, b) => text(a) === text(b);

/** @param {object} format as played @param {object} detected as found without being told */
export function drawFormat({ user_id: user }, format, detected) {
  const { source, confidence = 0, rate_confidence: rate = 0, container, evidence = [], description } = format;
  const sure = container ? confidence : Math.min(confidence, rate);
  write('format', description ?? 'Not recognised');
  $('chosen').hidden = source !== 'request';
  $('sureness').hidden = source === 'request' || !source;
  $('sureness').dataset.sure = sure >= 0.8 ? 'well' : 'partly';
  $('sureness-bar').style.setProperty('--value', `${sure * 100}%`);
  write('sureness-text', `${percent(confidence)} sure${sure < confidence - 0.02 ? `, of the rate ${percent(rate)}` : ''}`);
  $('why').dataset.state = source;
  render('evidence', html`${evidence.map((sentence) => html`<li>${sentence}</li>`)}`);
  write('chosen-user', user ? `user ${user}` : 'this session');
  const readings = [detected, ...(detected.candidates ?? [])].filter((one) => one.encoding && !one.container);
  render('reading-buttons', html`${readings.map((one, place) => html`<button class="button" type="button" data-action="play-as" aria-pressed="${String(isSame(one, format))}"
    title="${one.description}" value="${text(one)}">${place ? readingName(one, readings[0]) : shortFormat(one)}${share(one)}</button>`)}`);
}

function share({ confidence, rate_confidence: rate }) {
  return confidence * rate >= 0.005 && html` <small>${percent(confidence * rate)}</small>`;
}

/** Bind "Play it as". @param {(reading: ?object) => void} play null takes the detected format again */
export function bindReadings(play) {
  actions['play-as'] = (shift, { value }) => play(JSON.parse(value));
  actions['play-as-other'] = () => play({ encoding: $('other-encoding').value, sample_rate: Number($('other-rate').value), channels: Number($('other-channels').value) });
  actions['play-as-detected'] = () => play(null);
}

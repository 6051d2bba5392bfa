/** "What it is" and "What is wrong with it": the format, other readings, findings and levels. */
import { count, decibels, encodingName, ENCODINGS, hertz, percent, readingName, time } from './format.js';
import { $, html, render, setText } from './html.js';
import { recall, remember } from './settings.js';

const SOURCES = {
  request: 'Read as you chose', session: 'The session’s own fields say so', container: 'A file that really decodes',
  settings: 'Pinned in the player’s settings', growth: 'From how fast it grew', default: 'The last resort: nothing tells it apart',
};

const memory = new Map(); // choices for sessions without a user, while the page is open
const keyOf = ({ user_id: user }) => (user ? `reading:${user}` : null);

/** @returns {?{encoding: string, sample_rate: number, channels: number}} how this user's headerless sound was last played */
export const chosenReading = (session) => (keyOf(session) ? recall(keyOf(session)) : memory.get(session.session_id)) ?? null;

/** @param {?object} reading null forgets */
export function chooseReading(session, reading) {
  if (keyOf(session)) remember(keyOf(session), reading);
  else memory.set(session.session_id, reading);
}

export const readingOf = ({ encoding, sample_rate, channels }) => ({ encoding, sample_rate, channels });
export const sameReading = (a, b) => a.encoding === b.encoding && a.sample_rate === b.sample_rate && a.channels === b.channels;

/** @param {object} format as played @param {object} detected as found without being told */
export function drawFormat(session, format, detected) {
  setText($('format'), format.description ?? 'Not recognised');
  const sure = format.source === 'request' ? null : Math.min(format.confidence, format.rate_confidence || format.confidence);
  $('sureness').hidden = sure === null;
  $('sureness').dataset.sure = sure >= 0.8 ? 'well' : sure >= 0.5 ? 'partly' : 'hardly';
  $('sureness-bar').style.setProperty('--value', percent(sure ?? 0));
  const apart = Math.abs(format.confidence - format.rate_confidence) > 0.02 && !format.container;
  setText($('sureness-text'), apart ? `${percent(format.confidence)} sure of the encoding, ${percent(format.rate_confidence)} of the rate` : `${percent(sure ?? 0)} sure`);
  const why = [SOURCES[format.source], ...(format.evidence ?? [])].filter(Boolean);
  render($('evidence'), html`${why.map((sentence) => html`<li>${sentence}</li>`)}`);
  drawReadings(format, detected);
  const chosen = format.source === 'request';
  $('chosen').hidden = !chosen;
  if (chosen) setText($('chosen-text'), session.user_id ? `Headerless sound of user ${session.user_id} is now read like this.` : 'Kept while this page is open.');
}

function drawReadings(format, detected) {
  const readings = [detected, ...(detected.candidates ?? [])].filter((one) => one?.encoding && !(one === detected && one.container));
  $('readings').hidden = !detected.encoding && !readings.length;
  const first = readings[0] ?? detected;
  render($('reading-buttons'), html`${readings.map((one, place) => html`<button type="button" class="button" data-reading="${JSON.stringify(readingOf(one))}"
    title="${one.description ?? ''}" aria-pressed="${sameReading(one, format) ? 'true' : 'false'}">${readingName(one, place ? first : {})}
    ${one.confidence >= 0.005 && html`<small>${percent(one.confidence)}</small>`}</button>`)}`);
}

/** Buttons and form of "Play it as". @param {(reading: ?object) => void} play null takes the detected format again */
export function bindReadings(play) {
  render($('other-encoding'), html`${ENCODINGS.map((name) => html`<option value="${name}">${encodingName(name)} (${name})</option>`)}`);
  render($('other-rate'), html`${[8000, 11025, 16000, 22050, 24000, 32000, 44100, 48000].map((rate) => html`<option value="${rate}">${hertz(rate)}</option>`)}`);
  $('reading-buttons').addEventListener('click', (event) => {
    const { reading } = event.target.closest('button')?.dataset ?? {};
    if (reading) play(JSON.parse(reading));
  });
  $('other').addEventListener('submit', (event) => {
    event.preventDefault();
    const number = (id) => Number($(id).value);
    play({ encoding: $('other-encoding').value, sample_rate: number('other-rate'), channels: number('other-channels') });
  });
  $('forget-reading').addEventListener('click', () => play(null));
}

/** Findings as sentences; a time in them jumps there. */
export function drawFindings({ findings = [], levels }, hasSound) {
  setText($('findings-none'), hasSound ? 'Nothing was found: the recording looks sound.' : 'Nothing to look at yet.');
  $('findings-none').hidden = findings.length > 0;
  render($('findings'), html`${findings.map((finding) => html`<li class="finding ${finding.severity}"><span class="sign" aria-hidden="true">${finding.severity === 'info' ? '●' : '▲'}</span>
    <div><span class="unseen">${finding.severity}: </span>${sentence(finding)}<p class="hint">${finding.hint}</p></div></li>`)}`);
  $('levels').hidden = !levels;
  if (!levels) return;
  const shown = { peak: decibels(levels.peak_dbfs), speech: decibels(levels.speech_dbfs ?? levels.rms_dbfs), noise: decibels(levels.noise_dbfs), silence: percent(levels.silence_ratio) };
  for (const [name, text] of Object.entries(shown)) setText($(`level-${name}`), text);
  setText($('clipped'), levels.clipped_samples ? `${count(levels.clipped_samples, 'sample')} clipped.` : '');
}

/** The message, with its time as a button: where it stands in the text, or after it. */
function sentence({ message, at_seconds: at }) {
  if (at === null || at === undefined) return message;
  const button = (text) => html`<button type="button" class="link" data-seek="${at}">${text}</button>`;
  const [, before, written, after] = message.match(/^(.*?)(\d+:\d\d(?:\.\d+)?)(.*)$/s) ?? [];
  return written ? html`${before}${button(written)}${after}` : html`${message} ${button(`Go to ${time(at, 2)}`)}`;
}

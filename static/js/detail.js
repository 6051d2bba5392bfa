/** The detail pane: one session, read and shown. */
import { noteInfo } from './analysis.js';
import { ApiError, request, sessionUrl } from './api.js';
import { actions, emit, on } from './bus.js';
import { clock, timeToLive } from './format.js';
import { drawBytes, drawFindings } from './findings.js';
import { $, html, render, visible, write } from './html.js';
import { Peaks } from './peaks.js';
import { bindReadings, chooseReading, chosenReading, drawFormat, isSame, readingOf } from './reading.js';
import { nameOf, put, sessions, timeLeft } from './sessions.js';
import * as transport from './transport.js';
import { show } from './waveform.js';

const REFRESH = 1500; // ms between two readings of a growing recording
const POINTS = [1000, 8000]; // least and most peaks of the whole recording
const POINTS_A_SECOND = 40;

/** The open session, or null. */
export let session = null;
let info = null;
let loading = new AbortController();
let refresh = null;
const { transport: player } = transport;

/** @param {?string} id null closes @param {number} position s where the playhead waits */
export function openSession(id, position = 0) {
  loading.abort();
  info = null;
  transport.open(null);
  show(null);
  session = id === null ? null : sessions.get(id) ?? { session_id: id, expires: null };
  if (!session) return;
  drawFacts();
  setState('loading');
  read({ position });
}

/** Read info and peaks. @param {{position: number, grown?: boolean, reading?: object, play?: boolean}} how */
async function read({ position, grown = false, reading, play = false }) {
  loading.abort();
  loading = new AbortController();
  const { signal } = loading;
  try {
    const { detected, answer } = await readInfo(signal, reading);
    info = answer.audio_info;
    drawInfo(answer, detected);
    if (!info.has_audio) return setState('no_audio');
    if (!info.duration) return setState('undecodable_audio', info.findings[0]?.message);
    await readSound(signal, position, grown);
    if (play) transport.play(position);
  } catch (error) {
    if (error.name === 'AbortError') return undefined;
    if (!(error instanceof ApiError)) throw error;
    if (!grown || error.code !== 'unreachable') setState(error.code, error.message);
  }
  return undefined;
}

/** @param {?object} reading asked for; undefined: what was once chosen for this user, if it is headerless */
async function readInfo(signal, reading) {
  const id = session.session_id;
  let answer = await request(sessionUrl(id, '/info'), { signal });
  noteInfo(id, answer);
  if (!sessions.has(id)) session = put(answer.session);
  const detected = answer.audio_info.format ?? {};
  const wanted = reading === undefined ? !detected.container && chosenReading(session) : reading;
  if (wanted && detected.encoding && !isSame(wanted, detected)) answer = await request(sessionUrl(id, '/info', wanted), { signal });
  return { detected, answer };
}

const chosen = () => (info?.format?.source === 'request' ? readingOf(info.format) : null);

async function readSound(signal, position, grown) {
  const id = session.session_id;
  const reading = chosen();
  const [least, most] = POINTS;
  const load = (part, options) => request(sessionUrl(id, '/waveform', { ...reading, ...part }), options);
  const overview = await load({ points: Math.round(Math.min(most, Math.max(least, info.duration * POINTS_A_SECOND))) }, { signal });
  const peaks = new Peaks(overview, load);
  const source = { id, reading, duration: peaks.duration, version: info.length, silences: peaks.silences(), sampleRate: overview.sample_rate };
  setState('ready');
  show(peaks, info.findings, grown);
  if (grown && player.source) transport.grow(source);
  else transport.open(source, position);
  if (navigator.mediaSession) navigator.mediaSession.metadata = new MediaMetadata({ title: nameOf(session), artist: id });
}

/** 'ready', 'loading', or why there is nothing to hear; the words for each stand in the template. */
function setState(state, message = '') {
  $('detail').dataset.state = document.querySelector(`.states [data-for="${state}"]`) || state === 'ready' ? state : 'failed';
  $('detail').ariaBusy = state === 'loading';
  write('state-message', message);
}

function playAs(reading) {
  const share = player.position / player.duration || 0;
  const seconds = reading ? info.duration * info.format.sample_rate * info.format.channels / reading.sample_rate / reading.channels : info.duration;
  chooseReading(session, reading);
  transport.stop();
  read({ reading, position: share < 0.99 ? share * seconds : 0, play: true });
}

function drawFacts() {
  if (!session) return;
  const left = timeLeft(session);
  const { user_id: user, connected_at: connected, is_recording: recording } = session;
  write('name', visible(nameOf(session)));
  render('facts', html`<bdi class="id">${visible(session.session_id)}</bdi>${user && html` · user <bdi>${visible(user)}</bdi>`}${connected
    && ` · connected ${clock(connected)}`}${recording && html` · <span class="chip recording">recording</span>`}`);
  write('ttl', left === null ? 'no end' : `expires in ${timeToLive(left)}`);
  document.title = `${visible(nameOf(session))} – Audio Stream Player`;
}

function drawInfo({ data }, detected) {
  drawFacts();
  drawFormat(session, info.format ?? {}, detected);
  drawFindings(info);
  drawBytes(data, info);
  drawDownloads();
}

function drawDownloads() {
  const { region } = player;
  const link = (name, parameters) => { $(`download-${name}`).href = session && sessionUrl(session.session_id, '/download', { ...chosen(), ...parameters }); };
  link('wav');
  link('original', { original: 1 });
  link('part', { start: region?.start.toFixed(3), end: region?.end.toFixed(3) });
  $('download-part').hidden = !region;
}

bindReadings(playAs);
actions.retry = () => openSession(session.session_id, player.position);
on('transport', drawDownloads);
on('restored', ({ id }) => id === session?.session_id && openSession(id));
on('gone', ({ id, deleted }) => {
  if (id !== session?.session_id) return;
  transport.stop();
  transport.open(null);
  setState(deleted ? 'deleted' : 'expired');
});
/** The open session changed in Redis: read it again, not too often. */
on('session', (changed) => {
  if (changed.session_id !== session?.session_id) return;
  session = changed;
  drawFacts();
  if (!info || refresh || changed.audio_buffer_length === info.length) return;
  refresh = setTimeout(() => {
    refresh = null;
    if (session === changed) read({ grown: Boolean(player.source), position: player.position, reading: chosen() ?? undefined });
  }, REFRESH);
});
setInterval(drawFacts, 1000);

/** The detail pane: one session, read and shown. */
import { noteInfo } from './analysis.js';
import { ApiError, request, sessionUrl } from './api.js';
import { actions, on } from './bus.js';
import { chooseReading, chosenReading, drawBytes, drawFindings, drawFormat, isSame, readingOf } from './cards.js';
import { timeToLive } from './format.js';
import { $, visible, write } from './html.js';
import { Peaks } from './peaks.js';
import { nameOf, put, sessions, timeLeft } from './sessions.js';
import { grow, open, play, stop, transport } from './transport.js';
import { show } from './waveform.js';

const REFRESH = 1500; // ms between two readings of a growing recording

export let session = null;
let info = null;
let loading = new AbortController();
let refresh = null;

/** @param {?string} id null closes @param {number} position s where the playhead waits */
export function openSession(id, position = 0) {
  loading.abort();
  info = null;
  open(null);
  show(null);
  session = id === null ? null : sessions.get(id) ?? { id, expires: null };
  if (!session) return;
  drawFacts();
  setState('loading');
  read({ position });
}

async function read({ position, grown = false, reading, playing = false }) {
  loading.abort();
  loading = new AbortController();
  const { signal } = loading;
  try {
    await readInfo(signal, reading);
    if (!info.has_audio) return setState('no_audio');
    if (!info.duration) return setState('undecodable_audio');
    await readSound(signal, position, grown);
    if (playing) play(position);
  } catch (error) {
    if (error instanceof ApiError && !(grown && error.code === 'unreachable')) setState(error.code, error.message);
    else if (error.name !== 'AbortError') throw error;
  }
  return undefined;
}

/** @param {?object} reading asked for; undefined: what was once chosen for this user, if the sound is headerless */
async function readInfo(signal, reading) {
  const { id } = session;
  let answer = await request(sessionUrl(id, '/info'), { signal });
  if (!sessions.has(id)) put(answer.session);
  drawFacts();
  noteInfo(id, answer);
  const detected = answer.audio_info.format ?? {};
  const wanted = reading === undefined ? !detected.container && chosenReading(session) : reading;
  if (wanted && answer.audio_info.has_audio && !isSame(wanted, detected)) answer = await request(sessionUrl(id, '/info', wanted), { signal });
  info = answer.audio_info;
  drawFormat(session, info.format ?? {}, detected);
  drawFindings(info);
  drawBytes(answer.data, info);
}

const chosen = () => (info?.format?.source === 'request' ? readingOf(info.format) : null);

async function readSound(signal, position, grown) {
  const { id } = session;
  const reading = chosen();
  const load = (part, options) => request(sessionUrl(id, '/waveform', { ...reading, ...part }), options);
  const peaks = new Peaks(await load({}, { signal }), load);
  const source = { id, reading, duration: peaks.duration, version: info.length, silences: peaks.silences, sampleRate: peaks.sample_rate };
  setState('ready');
  show(peaks, info.findings, grown);
  if (grown && transport.source) grow(source);
  else open(source, position);
  navigator.mediaSession.metadata = new MediaMetadata({ title: nameOf(session), artist: id });
}

/** 'ready', 'loading', or why there is nothing to hear, as in the template. */
function setState(state, message = '') {
  const known = state === 'ready' || document.querySelector(`.states [data-for="${state}"]`);
  $('detail').dataset.state = known ? state : 'failed';
  $('detail').ariaBusy = state === 'loading';
  write('state-message', message);
}

/** Play it as something else, from the same byte on. @param {?object} reading null is as detected */
function playAs(reading) {
  const { sample_rate: rate, channels } = info.format ?? {};
  const stretch = reading && rate ? rate * channels / reading.sample_rate / reading.channels : 1;
  const position = transport.position < transport.duration ? transport.position * stretch : 0;
  chooseReading(session, reading);
  stop();
  read({ reading, position, playing: true });
}

function drawFacts() {
  if (!session) return;
  session = sessions.get(session.id) ?? session;
  const { id, user_id: user, connected_at: connected, is_recording: recording } = session;
  const left = timeLeft(session);
  const name = visible(nameOf(session));
  write('name', name);
  write('id', visible(id));
  write('user', visible(user));
  write('connected', connected ? new Date(connected * 1000).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' }) : '');
  $('recording').hidden = !recording;
  write('ttl', left === null ? 'no end' : `expires in ${timeToLive(left)}`);
  document.title = `${name} – Audio Stream Player`;
}

function drawDownloads() {
  if (!session) return;
  const { region } = transport;
  const link = (name, parameters) => { $(`download-${name}`).href = sessionUrl(session.id, '/download', parameters); };
  link('wav', chosen() ?? {});
  link('original', { original: 1 });
  $('download-part').hidden = !region;
  if (region) link('part', { ...chosen(), start: region.start.toFixed(3), end: region.end.toFixed(3) });
}

Object.assign(actions, {
  retry: () => openSession(session.id, transport.position),
  'play-as': (shift, { value }) => playAs(JSON.parse(value)),
  'play-as-other': () => playAs({ encoding: $('other-encoding').value, sample_rate: Number($('other-rate').value), channels: Number($('other-channels').value) }),
  'play-as-detected': () => playAs(null),
});
on('transport', drawDownloads);
on('sessions', drawFacts);
on('restored', (id) => id === session?.id && openSession(id));
on('gone', ({ id, deleted }) => {
  if (id !== session?.id) return;
  stop();
  open(null);
  setState(deleted ? 'deleted' : 'expired');
});
on('session', (changed) => {
  if (changed.id !== session?.id) return;
  drawFacts();
  if (!info || refresh || changed.audio_buffer_length === info.length) return;
  refresh = setTimeout(() => {
    refresh = null;
    if (session === changed) read({ grown: Boolean(transport.source), position: transport.position, reading: chosen() ?? undefined });
  }, REFRESH);
});
setInterval(drawFacts, 1000);

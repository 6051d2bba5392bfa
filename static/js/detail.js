/** The detail pane: one session, read and shown. */
import { request, sessionUrl } from './api.js';
import { actions, on } from './bus.js';
import {
  chooseReading,
  chosenReading,
  drawBytes,
  drawFindings,
  drawFormat,
  isSame,
  readingOf,
} from './cards.js';
import { timeToLive } from './format.js';
import { $, fill, visible, write } from './html.js';
import { Peaks } from './peaks.js';
import { nameOf, note, put, sessions, timeLeft } from './sessions.js';
import { grow, open, play, stop, transport } from './transport.js';
import { refresh, show } from './waveform.js';

const REFRESH = 1500; // ms between two readings of a growing recording
const PARTS = 20; // in which the waveform of a long recording comes
const AWAY = ['unreachable', 'redis_unavailable']; // codes of failures that pass

export let session = null;
let info = null;
let loading = new AbortController();
let due = null;
let missed = false; // more was to be read of what is shown, when Redis or the player went
let place = 0; // s; where the playhead waits once the session can be read

/** @param {?string} id null closes @param {number} position s where the playhead waits */
export function openSession(id, position = 0) {
  loading.abort();
  place = position;
  info = null;
  open(null);
  show(null);
  session = id === null ? null : (sessions.get(id) ?? { id, expires: null });
  if (!session) return;
  drawFacts();
  setState('loading');
  read({ position });
}

async function read({ position, grown = false, reading, playing = false }) {
  loading.abort();
  loading = new AbortController();
  const { signal } = loading;
  const { id } = session;
  missed = false;
  const get = (verb, parameters) => request(sessionUrl(id, verb, parameters), { signal });
  try {
    await readInfo(get, reading, { wait: 0 });
    if (!info.has_audio) return setState('no_audio');
    if (!info.duration) return setState('undecodable_audio');
    const peaks = await readSound(get, position, grown, playing);
    if (info.complete) return undefined;
    const { duration } = info;
    await readInfo(get, reading);
    if (info.duration === duration) show(peaks, info.findings, true);
    else read({ position: transport.position, grown: true, reading }); // damaged, not as long as announced
  } catch (error) {
    if (error.name === 'AbortError') return undefined;
    missed = AWAY.includes(error.code) && isShown(playing);
    if (missed) return undefined;
    if (typeof error.code !== 'string') throw error;
    setState(error.code, error.message);
  }
  return undefined;
}

/** What is shown stays, though nothing more can be read of it. @param {boolean} asked for another reading of it */
const isShown = (asked) => !asked && $('detail').dataset.state === 'ready';

/** @param {?object} reading asked for; undefined: what was chosen for this user, if the sound is headerless */
async function readInfo(get, reading, how) {
  let answer = await get('/info', how);
  const { id } = session;
  if (!sessions.has(id)) put(answer.session);
  drawFacts();
  const { format, has_audio: hasAudio, candidates } = answer.audio_info;
  const wanted = reading === undefined ? !format?.container && chosenReading(session) : reading;
  if (wanted && hasAudio && !isSame(wanted, format ?? {}))
    answer = await get('/info', { ...wanted, ...how });
  info = answer.audio_info;
  if (info.format) note(id, info);
  drawFormat(session, info.format ?? {}, format ?? { candidates });
  drawFindings(info);
  drawBytes(answer.data, info);
}

const chosen = () => (info?.format?.source === 'request' ? readingOf(info.format) : null);

/** What plays can be heard at once; the peaks of a long recording come little by little. */
async function readSound(get, position, grown, playing) {
  const reading = chosen();
  const { duration, length: version, findings, complete } = info;
  const peaks = new Peaks(info, (part) => get('/waveform', { ...reading, ...part }));
  const source = {
    id: session.id,
    reading,
    duration,
    version,
    silences: peaks.silences,
    sampleRate: peaks.sampleRate,
  };
  const isSlow = !complete && !grown;
  if (!isSlow) await peaks.read(1);
  setState('ready');
  show(peaks, findings, grown);
  if (grown && transport.source) grow(source);
  else open(source, position);
  navigator.mediaSession.metadata = new MediaMetadata({
    title: nameOf(session),
    artist: session.id,
  });
  if (playing) play(position);
  if (isSlow)
    await peaks.read(PARTS, (share) => {
      $('reading').value = share;
      refresh();
    });
  return peaks;
}

/** 'ready', 'loading', or why there is nothing to hear, as in the template. */
function setState(state, message = '') {
  const known = state === 'ready' || document.querySelector(`.states [data-for="${state}"]`);
  $('detail').dataset.state = known ? state : 'failed';
  $('detail').ariaBusy = state === 'loading';
  $('reading').value = 1;
  write('state-message', message);
}

/** Play it as something else, from the same byte on. @param {?object} reading null is as detected */
function playAs(reading) {
  const { sample_rate: rate, channels } = info.format ?? {};
  const stretch = reading && rate ? (rate * channels) / reading.sample_rate / reading.channels : 1;
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
  const name = nameOf(session);
  fill($('facts'), {
    name,
    id,
    user: user ?? '',
    connected: connected
      ? new Date(connected * 1000).toLocaleString('en-GB', {
          dateStyle: 'medium',
          timeStyle: 'medium',
        })
      : '',
    recording: Boolean(recording),
    ttl: left === null ? 'no end' : `expires in ${timeToLive(left)}`,
  });
  document.querySelector('[data-action="extend"]').hidden = left === null;
  document.title = `${visible(name)} – Audio Stream Player`;
}

function drawDownloads() {
  if (!session) return;
  const { start, end } = transport.region ?? {};
  const link = (name, parameters) => {
    $(`download-${name}`).href = sessionUrl(session.id, '/download', {
      ...chosen(),
      ...parameters,
    });
  };
  link('wav');
  link('original', { original: 1 });
  link('part', { start, end });
  $('download-part').hidden = !transport.region;
}

Object.assign(actions, {
  retry: () => openSession(session.id, transport.source ? transport.position : place),
  'play-as': (shift, { value }) => playAs(JSON.parse(value)),
  'play-as-other': () => playAs(Object.fromEntries(new FormData($('other')))),
  'play-as-detected': () => playAs(null),
});
on('transport', drawDownloads);
on('sessions', drawFacts);
on('gone', ({ id, deleted }) => {
  if (id !== session?.id) return;
  loading.abort();
  stop();
  open(null);
  setState(deleted ? 'deleted' : 'expired');
});
on('session', (changed) => {
  if (changed.id !== session?.id) return;
  drawFacts();
  if (!info || due || changed.audio_buffer_length === info.length) return;
  due = setTimeout(() => {
    due = null;
    if (session === changed)
      read({
        grown: Boolean(transport.source),
        position: transport.position,
        reading: chosen() ?? undefined,
      });
  }, REFRESH);
});
/** Redis or the player is back: read what could not be read; place and selected part stay. */
on('back', () => {
  if (!session || !(missed || [...AWAY, 'failed'].includes($('detail').dataset.state))) return;
  if (transport.source)
    read({ grown: true, position: transport.position, reading: chosen() ?? undefined });
  else openSession(session.id, place);
});
setInterval(drawFacts, 1000);

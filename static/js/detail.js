/** The detail pane: one session, read and shown. */
import { request, sessionUrl } from './api.js';
import { addActions, emit, on } from './bus.js';
import {
  bytesPerSecond,
  drawFormat,
  drawWrong,
  rememberReading,
  rememberedReading,
} from './cards.js';
import { setClock } from './clock.js';
import { timeToLive } from './format.js';
import { $, fill, visible, write } from './html.js';
import { asked, audible, hearOnly, laneNames, resetLanes, setLanes, showOnly } from './lanes.js';
import { Peaks } from './peaks.js';
import { drawReadings, isSame, readingOf, soloed } from './readings.js';
import { asHeard } from './recogniser.js';
import { nameOf, note, put, sessions, timeLeft } from './sessions.js';
import { drawStored, storedText } from './stored.js';
import { grow, hear, open, play, stop, transport } from './transport.js';
import { mark, refresh, show, showPart } from './waveform.js';
/** @import {Format, Info, InfoAnswer, Moment, Reading, Session, Source} from './types.js' */

const REFRESH = 1500; // ms between two readings of a growing recording,
const REFRESH_LIVE = 4000; // and while its sound comes by itself
const PARTS = 20; // in which the waveform of a long recording comes
const AWAY = ['unreachable', 'redis_unavailable']; // codes of failures that pass
const OF_DROPPED = 'kept until 10 minutes after this page is closed, at most 12 h';
/** @type {HTMLButtonElement} */
const extend = document.querySelector('[data-action="extend"]');

/** @type {?Session} */
export let session = null;
/** @type {?Info} */
let info = null;
let listed = 0; // as long as the list said when it was read; of a stream this is no more than near
/** @type {Partial<Format>} */
let detected = {}; // its format as found without being told
/**
 * The reading chosen while this session is open; null: as found; undefined: no choice.
 * @type {?Reading | undefined}
 */
let tried;
let alone = ''; // the track that is shown by itself, as it is read otherwise
let isGone = false; // it expired or was deleted
let loading = new AbortController();
let due = 0; // the timer of the next reading
let isReading = false;
let missed = false; // more was to be read of what is shown, when Redis or the player went
let place = 0; // s; where the playhead waits once the session can be read
/** What the link that opened the session keeps, until it is shown. @type {?Moment} */
let linked = null;

/**
 * @param {?string} id null closes @param {number} position s where the playhead waits
 * @param {?Moment} moment what a link keeps besides
 */
export function openSession(id, position = 0, moment = null) {
  loading.abort();
  isReading = false;
  place = position;
  info = null;
  linked = moment;
  tried = moment?.reading;
  alone = (tried && moment.tracks.length === 1 && moment.tracks[0]) || '';
  isGone = false;
  open(null);
  show(null);
  emit('read', '');
  session = id === null ? null : (sessions.get(id) ?? { id, expires: null });
  resetLanes(session?.tracks);
  setClock([]);
  if (!session) return;
  drawFacts();
  setState('loading');
  read({ position });
}

/**
 * position: where the playhead goes on, s; grown: what is shown stays until more is read;
 * playing: it plays as soon as it can be heard.
 * @typedef {{position: number, grown?: boolean, playing?: boolean}} How
 * @typedef {(verb: string, parameters?: object) => Promise<any>} Get
 */

/** Read the open session and show it. @param {How} how */
async function read({ position, grown = false, playing = false }) {
  loading.abort();
  loading = new AbortController();
  const { signal } = loading;
  const { id } = session;
  missed = false;
  isReading = true;
  /** @type {Get} */
  const get = (verb, parameters) =>
    request(sessionUrl(id, verb, { ...ofTrack(), ...parameters }), { signal });
  try {
    await readInfo(get, { wait: 0 });
    if (transport.isLive) return await readFindings(get);
    if (!info.has_audio) return blank('no_audio');
    if (!info.duration) return blank('undecodable_audio');
    const peaks = await readSound(get, position, grown, playing);
    if (info.complete) return undefined;
    const { duration } = info;
    await readInfo(get);
    if (info.duration === duration) show(peaks, info.findings, true);
    else read({ position: transport.position, grown: true }); // damaged, not as long as announced
  } catch (/** @type {any} */ error) {
    if (error.name === 'AbortError') return undefined;
    missed = AWAY.includes(error.code) && isShown(playing);
    if (missed) return undefined;
    if (typeof error.code !== 'string') throw error;
    if (error.code === 'session_not_found') lose();
    else setState(error.code, error.message);
  } finally {
    if (loading.signal === signal) isReading = false;
  }
  return undefined;
}

/** Of a call that is followed the sound and the waveform come by themselves. @param {Get} get */
async function readFindings(get) {
  if (!info.complete) await readInfo(get);
  if (transport.isLive) mark(info.findings);
}

/** What is stored is no longer what is shown. */
export const reread = () =>
  read({ grown: Boolean(transport.source), position: transport.position });

const ofTrack = () => (alone ? { track: alone } : {});

/**
 * What is shown stays, though nothing more can be read of it.
 * @param {boolean} asked for another reading of it
 */
const isShown = (asked) => !asked && $('detail').dataset.state === 'ready';

/**
 * A tried reading holds while the session is open.
 * A remembered one holds for all headerless sound of the user.
 * @param {Get} get @param {{wait?: 0}} [how]
 */
async function readInfo(get, how) {
  /** @type {InfoAnswer} */
  let answer = await get('/info', how);
  const { id } = session;
  if (!sessions.has(id)) put(answer.session);
  drawFacts();
  const { format, has_audio: hasAudio, candidates, tracks } = answer.audio_info;
  const found = answer.audio_info;
  detected = format ?? { candidates };
  const remembered = !format?.container && tracks.length < 2 && rememberedReading(session);
  const wanted = tried === undefined ? remembered : tried;
  if (wanted && hasAudio && !isSame(wanted, detected))
    answer = await get('/info', { ...wanted, ...how });
  info = answer.audio_info;
  listed = answer.session.audio_buffer_length;
  if (format && !alone) note(id, found, listed); // what the list shows is as found, whatever is tried here
  const names = tracks.map(({ name }) => name);
  if (alone && !laneNames().length) {
    setLanes(names);
    hearOnly([alone]);
  }
  if (alone) showOnly(alone);
  else setLanes(names);
  drawFormat(session, info.format ?? {}, detected);
  drawWrong(info, id);
  drawStored(answer);
  emit('read', JSON.stringify([id, listed, chosen(), Object.keys(answer.data)]));
  setClock(info.clock);
  drawFacts();
}

const chosen = () => (info?.format?.source === 'request' ? readingOf(info.format) : null);

/**
 * What plays can be heard at once; the peaks of a long recording come little by little.
 * @param {Get} get @param {number} position s @param {boolean} grown @param {boolean} playing
 */
async function readSound(get, position, grown, playing) {
  const reading = chosen();
  const { duration, length: version, findings, complete, format } = info;
  const drawn = alone ? { ...info, tracks: [] } : info;
  const peaks = new Peaks(drawn, (part) => get('/waveform', { ...reading, ...part }));
  /** @type {Source} */
  const source = {
    id: session.id,
    reading,
    tracks: {},
    duration,
    version,
    silences: peaks.silences,
    sampleRate: peaks.sampleRate,
    bytesPerSecond: bytesPerSecond(format),
  };
  const before = transport.source?.bytesPerSecond;
  const stretch = before && source.bytesPerSecond ? before / source.bytesPerSecond : 1;
  const isSlow = !complete && !grown;
  if (!isSlow) await peaks.read(1);
  if (!alone) setLanes(peaks.tracks);
  if (!alone && linked?.tracks) hearOnly(linked.tracks);
  source.tracks = { ...(alone ? ofTrack() : asked(audible())), ...asHeard() };
  setState('ready');
  show(peaks, findings, grown);
  if (grown && transport.source) grow(source, stretch);
  else open(source, position * stretch);
  restore();
  navigator.mediaSession.metadata = new MediaMetadata({
    title: nameOf(session),
    artist: session.id,
  });
  if (playing) play();
  if (isSlow)
    await peaks.read(PARTS, (share) => {
      $('reading').value = share;
      if (!alone) setLanes(peaks.tracks);
      refresh();
    });
  return peaks;
}

/** The part that a link selects, and what it has in sight. */
function restore() {
  const { region, view, tracks } = linked ?? {};
  linked = null;
  if (region) emit('region', { ...region, end: Math.min(region.end, transport.duration) });
  if (view) showPart(view);
  if (tracks && !alone) offerReadings();
}

/** Nothing to see or hear any more. @param {string} state why */
function blank(state) {
  if (transport.source) stop();
  open(null);
  setLanes([]);
  show(null);
  setState(state);
}

/** The session is gone: what was read of it stays in sight, and plays on. */
function lose() {
  isGone = true;
  setState(info?.has_audio ? 'expired' : 'session_not_found');
  if (info && !info.complete) $('wrong').dataset.state = 'failed';
  drawFacts();
}

/**
 * 'ready', 'expired', 'loading', or why there is nothing to hear, as in the template.
 * @param {string} state @param {string} [message]
 */
function setState(state, message = '') {
  const isKnown =
    ['ready', 'expired'].includes(state) || document.querySelector(`.states [data-for="${state}"]`);
  $('detail').dataset.state = isKnown ? state : 'failed';
  $('gone').hidden = state !== 'expired';
  $('detail').ariaBusy = String(state === 'loading');
  $('reading').value = 1;
  write('state-message', message);
}

/**
 * Read it as something else, from the same byte on.
 * @param {?Reading | undefined} reading null is as found; undefined as found or remembered
 * @param {boolean} playing
 */
function readAs(reading, playing = true) {
  const position = transport.position < transport.duration ? transport.position : 0;
  tried = reading;
  alone = reading ? soloed() : '';
  stop();
  read({ position, playing });
}

/** A track that is heard alone may be read otherwise. */
async function offerReadings() {
  const track = soloed();
  const { id } = session;
  drawReadings(info.format, detected);
  if (!track) return;
  const answer = await request(sessionUrl(id, '/info', { track, wait: 0 })).catch(() => ({}));
  if (!answer.audio_info || session?.id !== id || alone || soloed() !== track) return;
  const { format, candidates } = answer.audio_info;
  drawReadings(format ?? {}, format ?? { candidates });
}

/** @param {?Reading} reading null forgets */
function keepReading(reading) {
  rememberReading(session, reading);
  drawFormat(session, info.format ?? {}, detected);
}

function drawFacts() {
  if (!session) return;
  session = sessions.get(session.id) ?? session;
  const { id, user_id: user, connected_at: connected, is_recording: recording } = session;
  const left = timeLeft(session);
  const name = nameOf(session);
  const { dropped = false } = session;
  const life = left === null ? 'no end' : `expires in ${timeToLive(left)}`;
  $('detail').dataset.dropped = dropped ? 'on' : '';
  fill($('facts'), {
    name,
    id: dropped ? 'dropped here' : id,
    user: user ?? '',
    connected:
      connected && !dropped
        ? new Date(connected * 1000).toLocaleString('en-GB', {
            dateStyle: 'medium',
            timeStyle: 'medium',
          })
        : '',
    recording: Boolean(recording),
    stored: storedText(session, info),
    ttl: isGone ? 'no longer stored' : dropped ? OF_DROPPED : life,
  });
  extend.hidden = left === null || dropped;
  document.title = `${visible(name)} – Audio Stream Player`;
}

addActions({
  retry: () => openSession(session.id, transport.source ? transport.position : place),
  'play-as': (shift, { value }) => readAs(JSON.parse(value)),
  'play-as-other': () => {
    const { encoding, sample_rate: rate, channels } = Object.fromEntries(new FormData($('other')));
    readAs({ encoding: String(encoding), sample_rate: Number(rate), channels: Number(channels) });
  },
  'play-as-detected': () => readAs(null),
  'remember-reading': () => {
    keepReading(readingOf(info.format));
    $('forget').focus();
  },
  'forget-reading': () => {
    const { isPlaying } = transport;
    keepReading(null);
    if (chosen()) readAs(undefined, isPlaying);
  },
});
on('tracks', (tracks) => {
  if (alone) {
    const { isPlaying } = transport;
    readAs(undefined, isPlaying);
    return;
  }
  hear({ ...asked(tracks), ...asHeard() });
  offerReadings();
});
on('sessions', drawFacts);
on('gone', ({ id, deleted }) => {
  if (id !== session?.id) return;
  loading.abort();
  if (!deleted) return lose();
  stop();
  open(null);
  return setState('deleted');
});
/** Whether the shown recording is not the stored one. */
const isOld = () => isGone || (info && session.audio_buffer_length !== listed);

/** Read again soon what changes; one that is being read is read to its end first. */
function readSoon() {
  due ||= setTimeout(
    () => {
      due = 0;
      if (!session || !isOld()) return;
      if (isReading) {
        readSoon();
        return;
      }
      isGone = false;
      reread();
    },
    transport.isLive ? REFRESH_LIVE : REFRESH,
  );
}

on('session', (changed) => {
  if (changed.id !== session?.id) return;
  drawFacts();
  if (isOld()) readSoon();
});
/** Redis or the player is back: read what could not be read; place and selected part stay. */
on('back', () => {
  if (!session || !(missed || [...AWAY, 'failed'].includes($('detail').dataset.state))) return;
  if (transport.source) reread();
  else openSession(session.id, place);
});
setInterval(drawFacts, 1000);

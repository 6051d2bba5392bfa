/**
 * The output for a call that is heard in this browser while it is recorded. What came is kept, so
 * that one can go back; what did not come is fetched from the player.
 */
import { sessionUrl, socket } from './api.js';
import { emit } from './bus.js';
import { Kept } from './kept.js';
import { isAudible } from './lanes.js';
/** @import {OutputEvent, Source, State, WorkletMessages, WorkletReport} from './types.js' */

const WAIT = 12_000; // ms for an answer; the player waits for a format for half of it
const AHEAD = 3; // s that the sound's thread holds of what is kept
const PIECE = 20; // s that are fetched at once
const SHORT = 5; // reports without sound until that shows
const ASLEEP = 3000; // ms in which nothing happened: the tab slept
const SETTLE = 400; // ms in which what was sent meanwhile comes
const BEHIND = 2; // s to what is being recorded that are made up for after sleep
const NEAR = 0.1; // s before the end that mean the end

/** @type {?AudioContext} */
let context = null;
/** @type {?AudioWorkletNode} */
let node = null;
/** @type {?GainNode} */
let gain = null;
/** @type {?Kept} */
let kept = null;
let volume = 1;
let fed = 0; // the frame up to which the sound's thread was given frames
let from = 0; // where it began,
let turn = 0; // and how often it did
let at = { frame: 0, time: 0 }; // what it told, and when (ms)
let shorts = 0; // reports without sound
let reserve = 0.15; // s
let isFollowing = false;
let isEdge = true; // it is heard as it is recorded
let isFetching = false;
let seen = Date.now(); // when something last happened

/** @param {State} state @param {Partial<OutputEvent>} [event] */
function become(state, event) {
  if (state === live.state && !event) return;
  live.state = state;
  emit('output', { output: live, ...event });
}

/**
 * @template {keyof WorkletMessages} Name @param {Name} name @param {WorkletMessages[Name]} message
 * @param {Transferable[]} [moved]
 */
const tell = (name, message, moved = []) => node?.port.postMessage([name, message], moved);

export const live = {
  name: /** @type {const} */ ('browser'),
  state: /** @type {State} */ ('stopped'),
  level: /** @type {?number} */ (null),
  id: '',
  start: 0, // s; where it waits for the first frames
  reason: '', // why no more comes

  get position() {
    if (!kept) return live.start;
    const isMoving = live.state === 'playing' && !shorts;
    const passed = isMoving ? Math.min(0.25, (performance.now() - at.time) / 1000) : 0;
    const heard = at.frame / kept.rate + passed - (isMoving ? (context.outputLatency ?? 0) : 0);
    return Math.min(kept.end / kept.rate, Math.max(from / kept.rate, heard));
  },

  /** Other tracks of the call are to be heard. */
  open() {
    tell('set', { gains: gainsOf(kept?.channels ?? 0) });
  },

  /** Hear it as it is recorded. @param {Source} source */
  follow({ id, sampleRate, duration }) {
    Object.assign(live, { id, start: duration, reason: '' });
    kept = null;
    isFollowing = true;
    isEdge = true;
    seen = Date.now();
    become('waiting');
    prepare(sampleRate); // at once, as the click allows it
    ask();
  },
  /** @param {number} position s */
  play(position) {
    if (!kept) return;
    context.resume();
    live.state = 'waiting';
    live.seek(position);
    become('waiting', {});
  },
  pause() {
    isEdge = false;
    at = { frame: Math.round(live.position * (kept?.rate ?? 1)), time: performance.now() };
    tell('set', { isPlaying: false });
    live.level = null;
    become('paused');
  },
  /** @param {number} position s; the end is what is being recorded */
  seek(position) {
    if (!kept) return;
    const { end, rate } = kept;
    const isNow = position * rate >= end - (reserve + NEAR) * rate;
    isEdge = isNow && live.state !== 'paused';
    const frame = isNow
      ? Math.max(0, end - Math.round(reserve * rate))
      : Math.round(position * rate);
    at = { frame, time: performance.now() };
    from = frame;
    if (live.state !== 'paused') start(frame);
  },
  stop() {
    if (isFollowing && socket.connected)
      socket.emit('unfollow', { session_id: live.id, output: 'browser' });
    isFollowing = false;
    kept = null;
    live.id = '';
    live.level = null;
    tell('set', { isPlaying: false });
    context?.suspend();
    become('stopped');
  },
  /** @param {number} wanted 0 to 1 */
  setVolume(wanted) {
    volume = wanted;
    if (gain) gain.gain.value = wanted;
  },
};

/** The first channel left, the second right; of tracks only those that are to be heard. */
const gainsOf = (/** @type {number} */ channels) =>
  Array.from({ length: channels }, (_, channel) => {
    const isOnly = ![...Array(channels).keys()].some((one) => one !== channel && isAudible(one));
    const [left, right] = channels === 2 ? [1 - channel, channel] : [1 / channels, 1 / channels];
    if (!isAudible(channel)) return /** @type {[number, number]} */ ([0, 0]);
    return /** @type {[number, number]} */ (isOnly ? [1, 1] : [left, right]);
  });

/** A context at the rate of the frames, so that the browser changes none. @param {number} rate Hz */
async function prepare(rate) {
  if (context?.sampleRate === rate) {
    context.resume();
    return;
  }
  context?.close();
  node = null;
  const fresh = new AudioContext({ sampleRate: rate });
  context = fresh;
  await fresh.audioWorklet.addModule(new URL('live-worklet.js', import.meta.url));
  if (context !== fresh) return;
  node = new AudioWorkletNode(fresh, 'live-player', {
    numberOfInputs: 0,
    outputChannelCount: [2],
  });
  gain = new GainNode(fresh, { gain: volume });
  node.connect(gain).connect(fresh.destination);
  node.port.onmessage = ({ data }) => hear(data);
  if (kept && live.state !== 'paused') start(at.frame);
}

async function ask() {
  const { id } = live;
  if (!socket.connected) return; // once it is, it is asked
  const asked = { session_id: id, output: 'browser', from: 'live' };
  const answer = await socket
    .timeout(WAIT)
    .emitWithAck('follow', asked)
    .catch(() => ({ error: 'unreachable', message: 'The player does not answer.' }));
  if (live.id !== id || !isFollowing || answer.success || !socket.connected) return;
  const position = kept ? live.position : undefined;
  isFollowing = false;
  live.stop();
  emit('output', {
    output: live,
    type: 'failed',
    code: answer.error,
    message: answer.message,
    position,
  });
}

/** @param {number} frame */
function start(frame) {
  fed = frame;
  from = frame;
  turn += 1;
  shorts = 1;
  at = { frame, time: performance.now() };
  tell('play', { frame, isLive: isEdge, turn });
  tell('set', { gains: gainsOf(kept.channels), isLast: Boolean(live.reason) });
  feed();
}

/** Hand the sound's thread what comes next; fetch what is not here. */
function feed() {
  if (!kept || !node || ['stopped', 'paused'].includes(live.state)) return;
  while (isEdge || fed < at.frame + AHEAD * kept.rate) {
    const samples = kept.from(fed);
    if (!samples) break;
    const frame = fed;
    fed += samples.length / kept.channels; // none are left here once they are moved
    tell('frames', { frame, channels: kept.channels, samples }, [samples.buffer]);
  }
  if (fed < kept.end && !kept.from(fed)) fetchFrom(fed);
}

/** @param {number} frame from which on frames are missing */
async function fetchFrom(frame) {
  if (isFetching) return;
  isFetching = true;
  const wanted = kept;
  const { rate } = wanted;
  const next = Math.min(wanted.next(frame), frame + PIECE * rate);
  const samples = await fetchFrames(frame, next, wanted).catch(/** @returns {any} */ () => null);
  isFetching = false;
  if (kept !== wanted) return;
  if (samples?.length) kept.add(frame, samples, at.frame);
  else if (fed === frame) {
    at.frame = wanted.next(frame);
    start(at.frame); // it cannot be had any more
    return;
  }
  feed();
}

/**
 * @param {number} frame @param {number} next the one after the last
 * @param {Kept} kept of which channels
 */
async function fetchFrames(frame, next, { rate, channels }) {
  const part = { start: frame / rate, end: next / rate, v: Date.now() };
  const response = await fetch(sessionUrl(live.id, '/audio', part));
  if (!response.ok) return null;
  const sound = await context.decodeAudioData(await response.arrayBuffer());
  const samples = new Int16Array(sound.length * channels);
  for (let channel = 0; channel < channels; channel += 1) {
    const data = sound.getChannelData(Math.min(channel, sound.numberOfChannels - 1));
    data.forEach((sample, i) => {
      samples[i * channels + channel] = Math.max(
        -32768,
        Math.min(32767, Math.round(sample * 32768)),
      );
    });
  }
  return samples;
}

/** @param {WorkletReport} report */
function hear({ frame, turn: its, isShort, reserve: needed, skipped, power }) {
  notice();
  if (!kept || its !== turn || ['stopped', 'paused'].includes(live.state)) return;
  reserve = needed;
  at = { frame, time: performance.now() };
  shorts = isShort ? shorts + 1 : 0;
  live.level = shorts || !power ? null : 10 * Math.log10(power * volume ** 2 || 1e-12);
  if (skipped) emit('skipped', skipped / kept.rate);
  feed();
  if (!shorts) become('playing');
  else if (live.reason && frame >= kept.end) finish();
  else if (shorts > SHORT) become('waiting');
}

function finish() {
  const position = kept.end / kept.rate;
  live.stop();
  emit('output', { output: live, type: 'over', position });
}

/** Something happens; where nothing did for long, the tab slept. */
function notice() {
  const slept = Date.now() - seen > ASLEEP && live.state !== 'paused' && isEdge;
  seen = Date.now();
  if (slept && isFollowing) setTimeout(catchUp, SETTLE);
}

function catchUp() {
  if (!kept || !isEdge) return;
  const behind = kept.end / kept.rate - live.position;
  if (behind < BEHIND) return;
  live.seek(Infinity);
  emit('skipped', behind - reserve);
}

/**
 * @param {{session_id: string, position: number, sample_rate: number, channels: number,
 *   samples: ArrayBuffer}} message
 */
function take({ session_id: id, position, sample_rate: rate, channels, samples: bytes }) {
  if (id !== live.id || !isFollowing) return;
  notice();
  const samples = new Int16Array(bytes);
  const frame = Math.round(position * rate);
  const isFirst = kept?.rate !== rate || kept.channels !== channels;
  if (isFirst) {
    kept = new Kept(rate, channels);
    prepare(rate);
  }
  const before = kept.end;
  kept.add(frame, samples, at.frame);
  emit('frames', { start: position, rate, channels, samples });
  if (isFirst) start(frame);
  else if (isEdge && frame > before) {
    emit('skipped', (frame - before) / rate);
    start(frame);
  } else feed();
}

socket.on('audio_frames', take);
socket.on('follow_ended', ({ session_id: id, reason }) => {
  if (id !== live.id || !isFollowing) return;
  isFollowing = false;
  live.reason = reason;
  tell('set', { isLast: true });
  emit('last', reason);
  if (!kept || live.state === 'paused') {
    const { position } = live;
    live.stop();
    emit('output', { output: live, type: 'over', position });
  }
});
socket.on('connect', () => isFollowing && ask());
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && ['playing', 'waiting'].includes(live.state)) context.resume();
});

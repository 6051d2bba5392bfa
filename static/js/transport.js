/** One transport for both outputs: position, loop, region, skipping of silence. */
import { emit, on, recall, remember } from './bus.js';
import { live } from './live.js';
import { browser, server } from './outputs.js';
import { pair } from './pair.js';
/** @import {Output, Settings, Source, Span, Transport} from './types.js' */

const END = 0.05; // s before the end that counts as the end
const REST = 400; // ms from one automatic seek to the next
const SAME = 1; // s by which the final recording may be shorter than what was heard while it grew

/** @type {Transport} */
export const transport = {
  source: null,
  cursor: 0, // s; where the next play begins
  region: null,
  loop: false,
  grown: false, // more was recorded than what plays
  isLive: false, // it is followed while it is recorded
  muted: false,
  volume: 0.8,
  rate: 1,
  skipSilence: false,
  wanted: 'browser', // the chosen output; and the one in use:
  output: browser,

  get state() {
    return this.source ? this.output.state : 'stopped';
  },
  get isPlaying() {
    return ['playing', 'waiting'].includes(this.state);
  },
  get position() {
    return this.state === 'stopped' ? this.cursor : Math.min(this.output.position, this.duration);
  },
  get duration() {
    return this.source?.duration ?? 0;
  },
};
let jumped = 0; // when an automatic seek was last made, ms
let frame = 0;

/** @param {Partial<Settings>} settings */
export function set(settings) {
  const { volume, muted, rate, skipSilence, wanted } = Object.assign(transport, settings);
  remember('transport', { volume, rate, skipSilence, wanted });
  if ('volume' in settings || 'muted' in settings)
    [browser, server, live, pair].forEach((output) => output.setVolume(muted ? 0 : volume));
  browser.setRate(rate);
  changed();
}

/** @param {number} volume is kept within 0 and 1 */
export const setVolume = (volume) =>
  set({ volume: Math.min(1, Math.max(0, Math.round(volume * 100) / 100)), muted: false });

/** A selected part is looped at once. @param {?Span} region */
export const setRegion = (region) => set({ region, loop: Boolean(region) });

/**
 * @param {?Source} source another recording, or the same read otherwise @param {number} cursor s
 */
export function open(source, cursor = 0) {
  Object.assign(transport, {
    source,
    cursor: Math.min(cursor, source?.duration ?? 0),
    region: null,
    loop: false,
    grown: false,
  });
  if (transport.isLive) leave(true);
  if (source) [browser, server, pair].forEach((output) => output.open(source));
  else browser.stop();
  changed();
}

/**
 * The recording grew: play on where it is, take what is new afterwards. Where another recording
 * took its place, stop; where the same one is read otherwise, play on from the same byte.
 * @param {Source} source @param {number} stretch how many times as long the same bytes last now
 */
export function grow(source, stretch = 1) {
  const { isPlaying, duration, state } = transport;
  const position = transport.position * stretch;
  const isAnother = source.duration < duration * stretch - SAME;
  if (isAnother || stretch !== 1) {
    if (isAnother) transport.output.stop();
    open(source, position);
    if (isPlaying && !isAnother) transport.output.play(transport.cursor, true);
    return;
  }
  Object.assign(transport, {
    cursor: Math.min(position, source.duration),
    source,
    grown: state !== 'stopped',
  });
  if (!isPlaying) browser.open(source);
  changed();
}

/**
 * Other tracks of the same recording: it goes on where it is.
 * @param {Source['tracks']} tracks to be heard
 */
export function hear(tracks) {
  if (!transport.source) return;
  if (transport.output === live) {
    Object.assign(transport.source, { tracks });
    live.open();
    return;
  }
  if (transport.isLive) leave(); // the speaker follows all tracks
  const { isPlaying, position, source, output } = transport;
  Object.assign(transport, { cursor: position, source: { ...source, tracks } });
  [browser, server, pair].forEach((one) => one.open(transport.source));
  if (isPlaying) output.play(position, true);
  changed();
}

const bounds = () => (transport.loop && transport.region) || { start: 0, end: transport.duration };

/** @param {number} from s */
export function play(from = transport.position) {
  if (!transport.source) return;
  const { start, end } = bounds();
  const isOver = from >= end - END && !transport.isLive;
  transport.cursor = isOver || from < start ? start : from;
  transport.output.play(transport.cursor);
}

export function pause() {
  transport.cursor = transport.position;
  transport.output.pause();
}

export const toggle = () => (transport.isPlaying ? pause() : play());

export function stop() {
  if (transport.isLive) leave(true);
  else transport.output.stop();
  transport.cursor = transport.region?.start ?? 0;
  changed();
}

/** @param {number} position s; outside of the region the region is given up */
export function seek(position) {
  const { source, duration, region, output, state } = transport;
  if (!source) return;
  transport.cursor = Math.min(Math.max(0, position), duration);
  if (transport.cursor < region?.start || transport.cursor > region?.end) setRegion(null);
  if (state !== 'stopped') output.seek(transport.cursor);
  emit('position', transport.cursor);
}

/** @param {number} seconds forward; back where negative */
export const skip = (seconds) => seek(transport.position + seconds);

/** @param {Output['name']} name @returns {Output} */
function outputOf(name) {
  if (name === 'server') return server;
  if (transport.isLive) return live;
  return pair.isOn ? pair : browser;
}

/** Hear the call from now on while it is recorded; where it is followed already, back to now. */
export function follow() {
  const { source, isLive, state, output } = transport;
  if (!source) return;
  if (isLive && state !== 'stopped') {
    output.seek(transport.duration);
    if (state === 'paused') output.play(transport.duration);
  } else {
    Object.assign(transport, { isLive: true, grown: false, region: null, loop: false });
    transport.output = outputOf(output.name);
    browser.stop();
    transport.output.follow(source);
  }
  changed();
}

/** The call is not followed any more. @param {boolean} [isByHand] the sound is to end */
function leave(isByHand = false) {
  const { output } = transport;
  transport.isLive = false;
  if (isByHand) output.stop();
  transport.output = outputOf(output.name);
  if (output !== live || !transport.source) return;
  Object.assign(transport.source, { version: Date.now() });
  browser.open(transport.source);
}

/**
 * More of the call that is followed was recorded.
 * @param {number} duration s, of all of it
 */
export function extend(duration) {
  if (transport.isLive && duration > transport.duration)
    Object.assign(transport.source, { duration });
}

/**
 * Move the sound to the other output, or to a comparison and back, playing on.
 * @param {Output['name']} name
 */
export function moveTo(name) {
  const { isPlaying, position, output } = transport;
  const next = outputOf(name);
  if (next !== output) {
    output.stop();
    Object.assign(transport, { cursor: position, output: next });
    if (transport.isLive) transport.output.follow(transport.source);
    else if (isPlaying) play(position);
  }
  changed();
}

function changed() {
  emit('transport');
  cancelAnimationFrame(frame);
  tick();
}

function tick() {
  const { state, position, isPlaying } = transport;
  if (state === 'playing' && performance.now() - jumped > REST) jump(position);
  emit('position', position);
  frame = isPlaying ? requestAnimationFrame(tick) : 0;
}

/** Go back at the region's end, and over silence. @param {number} position s */
function jump(position) {
  const { loop, region, skipSilence, source, output } = transport;
  const silence =
    skipSilence && source.silences.find(([from, to]) => position > from && position < to);
  const to = loop && position >= region?.end - END / 2 ? region.start : (silence || [])[1];
  if (to === undefined) return;
  jumped = performance.now();
  output.seek(to);
}

on('output', ({ output, type, position, code, message }) => {
  if (output !== transport.output) return;
  if (['failed', 'lost'].includes(type) && position >= 0)
    transport.cursor = Math.min(position, transport.duration);
  if (type === 'failed') emit('failed', { code, message });
  if (type === 'failed' && transport.isLive && transport.state === 'stopped') leave();
  if (type === 'over' && transport.isLive) {
    transport.cursor = Math.min(position ?? 0, transport.duration);
    leave();
    emit('over');
  }
  if (type === 'ended' && transport.source) ended(position);
  changed();
});

/**
 * Goes on with what was recorded meanwhile, or stops at the end.
 * @param {number} position s that were played
 */
function ended(position) {
  const { grown, loop, duration, source, output } = transport;
  Object.assign(transport, { cursor: Math.min(position, duration), grown: false });
  if (grown) browser.open(source);
  if (loop) play(bounds().start);
  else if (grown && position < duration - END) output.play(position); // `play` begins again at the end
}

set(recall('transport') ?? {});
setVolume(transport.volume);

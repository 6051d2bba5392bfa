/**
 * The output for two recordings that are compared: one of them is heard in this browser, and the other one
 * takes over at the same moment, without a gap. Pieces of both are decoded in advance and put together to the
 * sample. Times are those of the first recording; `place` tells where that is in the one that is heard.
 */
import { sessionUrl } from './api.js';
import { emit } from './bus.js';
/** @import {OutputEvent, Relation, Source, State} from './types.js' */
/** @import {Peaks} from './peaks.js' */

const PIECE = 10; // s that are decoded at once; whole seconds, in which frames of all rates begin together,
const MARGIN = 1; // and so much around them, as what is resampled has no edge then
const AHEAD = 4; // s that are put together before they are heard
const LATE = 0.04; // s from now until something new begins, so that it begins in time
const FADE = 0.005; // s in which one takes over from the other
const KEPT = 8; // pieces of each recording
const LOOK = 100; // ms between two looks at what is to be done
const END = 0.02; // s

/** @type {?AudioContext} */
let context = null;
/** @type {?GainNode} */
let master = null;
/** What sounds: one side from a place on. @typedef {{side: number, from: number, at: number, until: number,
 *   gain: GainNode, nodes: AudioBufferSourceNode[]}} Voice @type {?Voice} */
let voice = null;
/** @typedef {{source: Source, peaks: ?Peaks, pieces: Map<number, AudioBuffer | 'loading'>}} Side */
/** @type {Side[]} */
let sides = [];
/** @type {Relation} */
let relation = { offset: 0, stretch: 1 };
let wanted = 0; // the side that is to be heard
let start = 0; // s, where it stands while nothing sounds
let volume = 1;
let timer = 0;

/** @param {State} state @param {Partial<OutputEvent>} [event] */
function become(state, event) {
  pair.state = state;
  emit('output', { output: pair, ...event });
}

/** Where a time of the first recording is in one of both. @param {number} time s @param {number} side */
const placeIn = (time, side) => (side ? time * relation.stretch + relation.offset : time);
/** @param {number} place s @param {number} side */
const timeOf = (place, side) => (side ? (place - relation.offset) / relation.stretch : place);

export const pair = {
  name: /** @type {const} */ ('browser'),
  state: /** @type {State} */ ('stopped'),
  level: /** @type {?number} */ (null),
  isOn: false,
  heard: 0, // which of both

  get position() {
    if (!voice) return start;
    const { from, at, side } = voice;
    const { currentTime, outputLatency = 0 } = context;
    return Math.max(0, timeOf(from + Math.max(0, currentTime - outputLatency - at), side));
  },
  /** The peaks of the one that is heard, if they are known. */
  get peaks() {
    return sides[this.heard]?.peaks ?? null;
  },
  /** @param {number} time s */
  place(time) {
    return placeIn(time, this.heard);
  },

  /**
   * Compare two recordings, the first of which is heard.
   * @param {[Source, ?Peaks][]} both @param {Relation} how they lie to each other
   */
  begin(both, how) {
    sides = both.map(([source, peaks]) => ({ source, peaks, pieces: new Map() }));
    relation = how;
    Object.assign(this, { isOn: true, heard: 0, state: 'stopped' });
    wanted = 0;
    start = 0;
  },
  end() {
    this.stop();
    Object.assign(this, { isOn: false, heard: 0 });
    sides = [];
    setTimeout(() => !pair.isOn && context?.suspend(), LOOK); // once the sound has faded
  },
  /** They lie otherwise than was known when the comparison began. @param {Relation} how */
  align(how) {
    const { position } = this;
    relation = how;
    if (this.state === 'playing' && voice?.side) begin(position);
  },
  /** The other one is heard, from the same moment on. */
  swap() {
    wanted = 1 - wanted;
    if (this.state === 'playing') work();
    else {
      this.heard = wanted;
      become(this.state);
    }
  },

  /** The first one is another now, or other tracks of it are to be heard. @param {Source} source */
  open(source) {
    if (!this.isOn) return;
    this.stop();
    sides[0] = { ...sides[0], source, pieces: new Map() };
  },
  /** The peaks of the first one, when more of them are known. @param {?Peaks} peaks */
  show(peaks) {
    if (sides[0]) sides[0].peaks = peaks;
  },
  /** @param {number} position s @param {boolean} [again] */
  play(position, again = false) {
    makeContext();
    context.resume();
    if (this.state === 'playing' && !again) this.seek(position);
    else begin(position);
  },
  pause() {
    rest('paused');
  },
  /** @param {number} position s */
  seek(position) {
    if (['playing', 'waiting'].includes(this.state)) begin(position);
    else start = position;
  },
  stop() {
    rest('stopped');
  },
  /** @param {number} to 0 to 1 */
  setVolume(to) {
    volume = to;
    if (master) master.gain.value = to;
  },
};

function makeContext() {
  if (context) return;
  context = new AudioContext();
  master = new GainNode(context, { gain: volume });
  master.connect(context.destination);
}

/** Nothing sounds any more. @param {State} state */
function rest(state) {
  start = pair.position;
  silence();
  clearInterval(timer);
  timer = 0;
  if (pair.isOn) pair.heard = wanted;
  become(state);
}

/** Let what sounds fade out. @param {number} [at] when, s of the context */
function silence(at = context?.currentTime ?? 0) {
  if (!voice) return;
  const { gain, nodes } = voice;
  gain.gain.setValueAtTime(1, at);
  gain.gain.linearRampToValueAtTime(0, at + FADE);
  for (const node of nodes) node.stop(at + FADE);
  nodes.at(-1)?.addEventListener('ended', () => gain.disconnect());
  voice = null;
}

/** Play on from a place as soon as it is there. @param {number} position s */
function begin(position) {
  silence();
  start = position;
  become('waiting');
  timer ||= setInterval(work, LOOK);
  work();
}

/** Begin, take over, put together what comes next, end. */
function work() {
  if (!sides.length || !['playing', 'waiting'].includes(pair.state)) return;
  const { position } = pair;
  if (voice && position >= sides[0].source.duration - END) {
    rest('stopped');
    become('stopped', { type: 'ended', position: sides[0].source.duration });
    return;
  }
  const isReady = sides.map((side, number) => isThere(number, placeIn(position, number)));
  if (isReady[wanted] && (!voice || voice.side !== wanted)) takeOver(position);
  if (voice) putTogether();
  if (voice && voice.until - (voice.from + context.currentTime - voice.at) < LATE) {
    start = position; // what comes next has not come
    silence();
    become('waiting');
  } else if (voice) become('playing');
}

/** @param {number} position s, where nothing sounds yet */
function takeOver(position) {
  const { sampleRate: rate, currentTime } = context;
  const at = Math.ceil((currentTime + LATE) * rate) / rate;
  const time = voice ? timeOf(voice.from + at - voice.at, voice.side) : position;
  const from = Math.round(placeIn(time, wanted) * rate) / rate;
  silence(at);
  const gain = new GainNode(context, { gain: 0 });
  gain.connect(master);
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(1, at + FADE);
  voice = { side: wanted, from, at, until: from, gain, nodes: [] };
  pair.heard = wanted;
}

/** Put pieces behind what sounds, each to the sample. */
function putTogether() {
  const { side, from, at, gain, nodes } = voice;
  const { source, pieces } = sides[side];
  const { sampleRate: rate } = context;
  if (voice.until < 0) voice.until = 0; // it begins later
  while (voice.until < from + context.currentTime - at + AHEAD) {
    if (voice.until >= source.duration) {
      voice.until += AHEAD; // it has ended, the first one goes on
      return;
    }
    const number = Math.floor(voice.until / PIECE + 1e-9);
    const piece = pieces.get(number);
    if (!(piece instanceof AudioBuffer)) {
      fetchPiece(side, number);
      return;
    }
    const to = Math.min((number + 1) * PIECE, source.duration);
    const node = new AudioBufferSourceNode(context, { buffer: piece });
    node.connect(gain);
    const first = Math.max(0, number * PIECE - MARGIN);
    const frames = Math.round((to - voice.until) * rate);
    const when = Math.round((at + voice.until - from) * rate) / rate;
    node.start(when, Math.round((voice.until - first) * rate) / rate, frames / rate);
    nodes.push(node);
    node.addEventListener('ended', () => nodes.splice(nodes.indexOf(node), 1));
    voice.until = to;
  }
  isThere(side, voice.until + AHEAD); // the next one is fetched in time
}

/**
 * Whether a place and what follows it is decoded; else it is fetched. Nothing is needed where no sound is.
 * @param {number} side @param {number} place s
 */
function isThere(side, place) {
  const { source, pieces } = sides[side];
  const needed = [place, place + AHEAD / 2]
    .filter((one) => one < source.duration)
    .map((one) => Math.max(0, Math.floor(one / PIECE + 1e-9)));
  const missing = needed.filter((number) => !(pieces.get(number) instanceof AudioBuffer));
  for (const number of missing) fetchPiece(side, number);
  return !missing.includes(needed[0]);
}

/** @param {number} number of the side @param {number} piece */
async function fetchPiece(number, piece) {
  const side = sides[number];
  const { source, pieces } = side;
  if (pieces.has(piece)) return;
  pieces.set(piece, 'loading');
  const { id, reading, tracks, version, duration } = source;
  const begin = Math.max(0, piece * PIECE - MARGIN);
  const end = Math.min(duration, (piece + 1) * PIECE + MARGIN);
  const url = sessionUrl(id, '/audio', { ...reading, ...tracks, start: begin, end, v: version });
  try {
    const response = await fetch(url);
    if (!response.ok) throw await response.json();
    pieces.set(piece, await context.decodeAudioData(await response.arrayBuffer()));
  } catch (/** @type {any} */ { code, error = code, message }) {
    pieces.delete(piece);
    if (sides[number] !== side || pair.state === 'stopped') return;
    rest('stopped');
    become('stopped', { type: 'failed', code: error, message, position: start });
    return;
  }
  if (sides[number] !== side) return;
  const around = Math.floor(placeIn(pair.position, number) / PIECE);
  const farthest = [...pieces.keys()].sort((a, b) => Math.abs(b - around) - Math.abs(a - around));
  while (pieces.size > KEPT) pieces.delete(farthest.shift());
  work();
}

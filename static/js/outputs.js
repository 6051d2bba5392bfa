/** Where the sound comes out: two outputs of one shape, which emit `output` when they change. */
import { post, request, sessionUrl, socket } from './api.js';
import { emit } from './bus.js';
/** @import {OutputEvent, Playback, PlaybackEvent, Reading, Source, State} from './types.js' */

const NATURAL_END = 0.5; // s before the end; what ends earlier was stopped

const audio = document.body.appendChild(new Audio());

/** @param {State} state @param {Partial<OutputEvent>} [event] */
function become(state, event) {
  browser.state = state;
  emit('output', { output: browser, ...event });
}

/** This browser: an audio element streams the WAV by ranges. */
export const browser = {
  name: /** @type {const} */ ('browser'),
  state: /** @type {State} */ ('stopped'),
  level: /** @type {?number} */ (null),
  url: '',
  get position() {
    return audio.currentTime;
  },

  /** @param {Source} source */
  open({ id, reading, tracks, version, duration }) {
    this.stop();
    // as long as it is shown, also when more was recorded meanwhile
    this.url = sessionUrl(id, '/audio', {
      ...reading,
      ...tracks,
      end: duration,
      v: version,
    });
    audio.removeAttribute('src');
  },
  /** @param {number} position s */
  play(position) {
    if (!audio.hasAttribute('src')) audio.src = this.url;
    if (Math.abs(audio.currentTime - position) > 0.02) audio.currentTime = position;
    become(this.state === 'playing' ? 'playing' : 'waiting');
    audio.play().catch(({ name }) => {
      if (name === 'NotAllowedError')
        become('stopped', { type: 'failed', message: 'The browser wants one more click on play.' });
    });
  },
  pause() {
    audio.pause();
  },
  /** @param {number} position s */
  seek(position) {
    audio.currentTime = position;
  },
  stop() {
    become('stopped');
    audio.pause();
  },
  /** @param {number} volume 0 to 1 */
  setVolume(volume) {
    audio.volume = volume;
  },
  /** The pitch is kept. @param {number} rate */
  setRate(rate) {
    audio.defaultPlaybackRate = rate;
    audio.playbackRate = rate;
  },
};

/** @param {string} type @param {() => void} listener */
const heard = (type, listener) => audio.addEventListener(type, listener);
heard('playing', () => become('playing'));
heard('waiting', () => browser.state === 'playing' && become('waiting'));
heard('pause', () => browser.state !== 'stopped' && !audio.ended && become('paused'));
heard('timeupdate', () => become(browser.state));
heard('ended', () => become('stopped', { type: 'ended', position: audio.duration }));
heard('error', async () => {
  if (!audio.hasAttribute('src')) return;
  const position = audio.currentTime;
  audio.removeAttribute('src');
  const { code, message } = await request(browser.url).catch((error) => error); // says why
  become('stopped', {
    type: 'failed',
    code,
    message: message ?? 'This browser cannot play this sound.',
    position,
  });
});

/** What plays on the server, by session id. @type {Map<string, Playback>} */
export const playbacks = new Map();

/** The server's speaker. It plays at the recording's own speed. */
export const server = {
  name: /** @type {const} */ ('server'),
  id: '',
  reading: /** @type {?Reading} */ (null),
  tracks: /** @type {object} */ ({}),
  isOther: false, // what is to be heard, than what is paused
  waiting: false, // for the answer to a play
  isMoving: false, // to another place
  start: 0, // s; where it waits or moves to
  volume: 1,

  get playback() {
    return playbacks.get(this.id);
  },
  get state() {
    return this.waiting ? 'waiting' : (this.playback?.state ?? 'stopped');
  },
  get level() {
    return this.playback?.level ?? null;
  },
  get position() {
    if (this.waiting || this.isMoving || !this.playback) return this.start;
    const { state, position, duration, at } = this.playback;
    return state === 'playing'
      ? Math.min(duration, position + (performance.now() - at) / 1000)
      : position;
  },

  /** @param {Source} source */
  open({ id, reading, tracks }) {
    const isSame = id === this.id && JSON.stringify(tracks) === JSON.stringify(this.tracks);
    const isOther = this.state === 'paused' && (this.isOther || !isSame);
    Object.assign(this, { id, reading, tracks, isOther, waiting: false, isMoving: false });
  },
  /**
   * @param {number} position s @param {boolean} again from what is stored now, also while it plays
   */
  play(position, again = false) {
    if (this.state === 'playing' && !again) this.seek(position);
    else if (this.state === 'paused' && !again && !this.isOther) this.send('/resume');
    else {
      Object.assign(this, { waiting: true, start: position, isOther: false });
      emit('output', { output: this });
      this.send('/play', { position, volume: this.volume, ...this.reading, ...this.tracks });
    }
  },
  /** Hear it from now on while it is recorded; it is a playback like any other. @param {Source} source */
  follow({ id, duration }) {
    Object.assign(this, { id, waiting: true, start: duration, isOther: false });
    emit('output', { output: this });
    this.send('/follow', { volume: this.volume });
  },
  pause() {
    this.send('/pause');
  },
  /**
   * Until the server has moved, what it tells is of the place before.
   * @param {number} position s
   */
  async seek(position) {
    Object.assign(this, { isMoving: true, start: position });
    await this.send('/seek', { position });
    if (this.start !== position) return; // moved on meanwhile
    this.isMoving = false;
    if (this.playback) Object.assign(this.playback, { position, at: performance.now() });
  },
  stop() {
    if (this.playback) this.send('/stop');
  },
  /** @param {number} volume 0 to 1 */
  setVolume(volume) {
    this.volume = volume;
    if (this.playback) this.send('/volume', { volume });
  },
  /** @param {string} verb @param {object} [body] */
  async send(verb, body) {
    const { code = '', message } = await post(this.id, verb, body).catch((error) => error);
    this.waiting = false;
    emit('output', {
      output: this,
      type: code && code !== 'not_playing' ? 'failed' : 'change',
      code,
      message,
    });
  },
};

/** @param {string} id @param {Partial<OutputEvent>} [event] */
function tell(id, event) {
  emit('speaker');
  if (id === server.id) emit('output', { ...event, output: server });
}

/** @param {Playback['state']} state @returns {(event: PlaybackEvent) => void} */
const set =
  (state) =>
  ({
    session_id: id,
    position,
    duration = playbacks.get(id)?.duration,
    level_dbfs: level = null,
    ...event
  }) => {
    playbacks.set(id, { position, duration, level, state, ...event, at: performance.now() });
    tell(id);
  };

/** @param {OutputEvent['type']} type @param {boolean} isWhole @param {boolean} isLive */
function endOf(type, isWhole, isLive) {
  if (type !== 'ended') return type;
  if (isLive) return 'over';
  return isWhole ? 'ended' : 'change';
}

/** @param {OutputEvent['type']} type @param {PlaybackEvent} event */
function end(type, { session_id: id, error: code, message }) {
  const { position, duration, live } = playbacks.get(id) ?? {};
  const isWhole = position > duration - NATURAL_END;
  playbacks.delete(id);
  tell(id, {
    type: endOf(type, isWhole, live),
    code,
    message,
    position: type === 'ended' && (isWhole || !live) ? duration : position,
  });
}

socket.on('playback_started', set('playing'));
socket.on('playback_progress', set('playing')); // which says when it is paused
socket.on('playback_paused', set('paused'));
socket.on('playback_complete', (event) => end('ended', event));
socket.on('playback_error', (event) => end('failed', event));
socket.on('disconnect', () =>
  [...playbacks.keys()].forEach((id) => end('lost', { session_id: id })),
); // connected again, one is told

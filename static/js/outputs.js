/**
 * Where the sound comes out. Both outputs have one shape: open, play, pause, seek, stop, `state`
 * ('stopped', 'waiting', 'playing' or 'paused'), `position` (s), `level` (dBFS or null), and the events `change`, `ended`
 * and `failed` {code, message}.
 */
import { request, sessionUrl } from './api.js';
import { Emitter } from './html.js';
import { command } from './socket.js';

/** This browser: an audio element streams the WAV by ranges. */
export class BrowserOutput extends Emitter {
  #audio = new Audio();
  #url = '';
  state = 'stopped';
  level = null;

  constructor() {
    super();
    this.#audio.preload = 'metadata';
    this.#audio.preservesPitch = true;
    this.#audio.addEventListener('playing', () => this.#become('playing'));
    this.#audio.addEventListener('waiting', () => this.state === 'playing' && this.#become('waiting'));
    this.#audio.addEventListener('pause', () => this.state !== 'stopped' && this.#become('paused'));
    this.#audio.addEventListener('ended', () => { this.#become('stopped'); this.emit('ended'); });
    this.#audio.addEventListener('timeupdate', () => this.emit('change'));
    this.#audio.addEventListener('error', () => this.#explain());
    document.body.append(this.#audio);
  }

  get position() { return this.#audio.currentTime; }

  /** @param {{id: string, reading: ?object, version: number}} source */
  open({ id, reading, version }) {
    this.stop();
    this.#url = sessionUrl(id, 'audio', { ...reading, v: version });
    this.#audio.removeAttribute('src');
  }

  async play(position) {
    if (!this.#audio.hasAttribute('src')) this.#audio.src = this.#url;
    if (Math.abs(this.#audio.currentTime - position) > 0.02 || this.state === 'stopped') this.#audio.currentTime = position;
    if (this.state !== 'playing') this.#become('waiting');
    try {
      await this.#audio.play();
    } catch (error) {
      if (error.name === 'NotAllowedError') this.#fail('not_allowed', 'The browser wants a click before it plays sound: press play once more.');
    }
  }

  pause() { this.#audio.pause(); }

  seek(position) { this.#audio.currentTime = position; }

  stop() {
    this.#become('stopped');
    this.#audio.pause();
  }

  setVolume(volume) { this.#audio.volume = volume; }

  setRate(rate) { this.#audio.defaultPlaybackRate = rate; this.#audio.playbackRate = rate; }

  #become(state) {
    this.state = state;
    this.emit('change');
  }

  #fail(code, message) {
    this.#become('stopped');
    this.emit('failed', { code, message });
  }

  /** An audio element only says that it failed; the server says why. */
  async #explain() {
    if (!this.#audio.hasAttribute('src')) return;
    this.#audio.removeAttribute('src');
    try {
      await request(this.#url, { headers: { Range: 'bytes=0-0' } });
      this.#fail('undecodable_audio', 'This browser could not play the sound that the player sent.');
    } catch (error) {
      this.#fail(error.code, error.message);
    }
  }
}

/** The server's speaker, driven over the live connection. */
export class SpeakerOutput extends Emitter {
  #id = null;
  #reading = null;
  #volume = 1;
  #waiting = false;

  constructor(speaker) {
    super();
    this.speaker = speaker;
    speaker.on('change', ({ id }) => id === this.#id && this.emit('change'));
    speaker.on('ended', (event) => event.id === this.#id && this.emit('ended', event));
    speaker.on('failed', (event) => event.id === this.#id && this.emit('failed', event));
  }

  get #playback() { return this.speaker.playbacks.get(this.#id); }
  get state() { return this.#waiting ? 'waiting' : this.#playback?.state ?? 'stopped'; }
  get position() { return this.speaker.position(this.#id); }
  get level() { return this.#playback?.level ?? null; }

  open({ id, reading }) {
    this.#id = id;
    this.#reading = reading;
    this.#waiting = false;
  }

  async play(position) {
    if (this.#playback?.state === 'playing') return this.seek(position);
    if (this.#playback) return this.#send('resume');
    this.#waiting = true;
    this.emit('change');
    return this.#send('play', { position, volume: this.#volume, ...this.#reading });
  }

  pause() { return this.#send('pause'); }
  seek(position) { return this.#send('seek', { position }); }
  stop() { return this.#playback && this.#send('stop'); }

  setVolume(volume) {
    this.#volume = volume;
    if (this.#playback) this.#send('volume', { volume });
  }

  setRate() {} // the server plays at the recording's own speed

  async #send(event, data = {}) {
    try {
      await command(event, { session_id: this.#id, ...data });
    } catch (error) {
      if (error.code !== 'not_playing') this.emit('failed', error);
    } finally {
      this.#waiting = false;
      this.emit('change');
    }
  }
}

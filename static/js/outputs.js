/**
 * Where the sound comes out. Both have one shape: `state` ('stopped', 'waiting', 'playing' or 'paused'), `position` (s), `level` (dBFS
 * or null), open, play, pause, seek, stop, setVolume (0..1), setRate. They emit `output` with `type` 'change', 'ended' or 'failed'.
 */
import { request, sessionUrl } from './api.js';
import { emit, on } from './bus.js';
import { command } from './socket.js';
import { playbacks, positionOf } from './speaker.js';

const NATURAL_END = 0.5; // s before the end; a playback that ends earlier was stopped

const audio = document.body.appendChild(new Audio());

function become(state, event = { type: 'change' }) {
  browser.state = state;
  emit('output', { output: browser, ...event });
}

/** This browser: an audio element streams the WAV by ranges. */
export const browser = {
  name: 'browser',
  state: 'stopped',
  level: null,
  get position() { return audio.currentTime; },

  /** @param {{id: string, reading: ?object, version: number}} source */
  open({ id, reading, version }) {
    this.stop();
    this.url = sessionUrl(id, '/audio', { ...reading, v: version });
    audio.removeAttribute('src');
  },

  async play(position) {
    if (!audio.hasAttribute('src')) audio.src = this.url;
    if (Math.abs(audio.currentTime - position) > 0.02) audio.currentTime = position;
    if (this.state !== 'playing') become('waiting');
    await audio.play().catch(({ name }) => {
      if (name === 'NotAllowedError') become('stopped', { type: 'failed', message: 'The browser wants a click before it plays sound: press play once more.' });
    });
  },

  pause() { audio.pause(); },
  seek(position) { audio.currentTime = position; },
  stop() { become('stopped'); audio.pause(); },
  setVolume(volume) { audio.volume = volume; },
  setRate(rate) { audio.defaultPlaybackRate = audio.playbackRate = rate; }, // the pitch is kept
};

const heard = (type, listener) => audio.addEventListener(type, listener);
heard('playing', () => become('playing'));
heard('waiting', () => browser.state === 'playing' && become('waiting'));
heard('pause', () => browser.state !== 'stopped' && !audio.ended && become('paused'));
heard('timeupdate', () => become(browser.state));
heard('ended', () => become('stopped', { type: 'ended', position: audio.duration }));
heard('error', async () => {
  if (!audio.hasAttribute('src')) return;
  audio.removeAttribute('src');
  const { message } = await request(browser.url, { method: 'HEAD' }).then(() => request(browser.url)).catch((error) => error);
  become('stopped', { type: 'failed', message });
});

/** The server's speaker, driven over the live connection. */
export const server = {
  name: 'server',
  get playback() { return playbacks.get(this.id); },
  get state() { return this.waiting ? 'waiting' : this.playback?.state ?? 'stopped'; },
  get position() { return positionOf(this.id); },
  get level() { return this.playback?.level ?? null; },

  open({ id, reading }) { Object.assign(this, { id, reading, waiting: false }); },

  play(position) {
    if (this.state === 'playing') return this.seek(position);
    if (this.state === 'paused') return this.send('resume');
    this.waiting = true;
    emit('output', { output: this });
    return this.send('play', { position, volume: this.volume, ...this.reading });
  },

  pause() { this.send('pause'); },
  seek(position) { this.send('seek', { position }); },
  stop() { if (this.playback) this.send('stop'); },
  setVolume(volume) {
    this.volume = volume;
    if (this.playback) this.send('volume', { volume });
  },
  setRate() {}, // the server plays at the recording's own speed

  async send(event, data) {
    const failure = await command(event, { session_id: this.id, ...data }).then(() => {}, (error) => error);
    this.waiting = false;
    const failed = failure && failure.code !== 'not_playing';
    emit('output', { output: this, type: failed ? 'failed' : 'change', code: failure?.code, message: failure?.message });
  },
};

on('speaker', ({ id, type, last, ...event }) => {
  const natural = type !== 'ended' || last?.position > last?.duration - NATURAL_END;
  if (id === server.id) emit('output', { ...event, output: server, type: natural ? type : 'change', position: last?.duration });
});

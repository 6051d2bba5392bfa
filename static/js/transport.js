/** One transport for both outputs: position, loop, region, skipping of silence. */
import { Emitter } from './html.js';
import { recall, remember } from './settings.js';

const END = 0.05; // s before the end that counts as the end
const SEEK_REST = 400; // ms until an automatic seek may follow another

/** Events: `change` (anything but the position), `tick` (the position), `failed` {code, message}. */
export class Transport extends Emitter {
  source = null; // {id, reading, version, duration (s), silences [[start, end]]}
  cursor = 0; // s; where the next play begins
  region = null; // {start, end} in s
  loop = false;
  skipSilence = recall('skip-silence', false);
  volume = recall('volume', 0.8);
  muted = false;
  rate = recall('rate', 1);
  #jumped = 0;
  #ticking = false;

  /** @param {{browser: object, server: object}} outputs */
  constructor(outputs) {
    super();
    this.outputs = outputs;
    this.wanted = recall('output', 'browser');
    this.output = outputs.browser;
    for (const output of Object.values(outputs)) {
      output.on('change', () => output === this.output && this.#changed());
      output.on('ended', () => output === this.output && this.#ended());
      output.on('failed', (error) => output === this.output && this.emit('failed', error));
    }
    this.#applyVolume();
    outputs.browser.setRate(this.rate);
  }

  get state() { return this.source ? this.output.state : 'stopped'; }
  get isPlaying() { return this.state === 'playing' || this.state === 'waiting'; }
  get position() { return this.state === 'stopped' || this.state === 'waiting' ? this.cursor : this.output.position; }
  get duration() { return this.source?.duration ?? 0; }
  get outputName() { return this.output === this.outputs.server ? 'server' : 'browser'; }

  /** Take another recording, or the same read otherwise. @param {?object} source */
  open(source, cursor = 0) {
    this.source = source;
    this.cursor = Math.min(cursor, source?.duration ?? 0);
    this.region = null;
    this.loop = false;
    if (source) Object.values(this.outputs).forEach((output) => output.open(source));
    else this.outputs.browser.stop();
    this.#changed();
  }

  /** The recording grew: play on where it is, take what is new afterwards. */
  grow(source) {
    this.source = source;
    if (!this.isPlaying) {
      this.cursor = this.position;
      this.outputs.browser.open(source);
    }
    this.#changed();
  }

  toggle() { return this.isPlaying ? this.pause() : this.play(); }

  play(from = this.position) {
    if (!this.source) return;
    const { start, end } = this.#bounds();
    this.cursor = from >= end - END || from < start ? start : from;
    this.output.play(this.cursor);
  }

  pause() {
    this.cursor = this.position;
    this.output.pause();
  }

  stop() {
    this.output.stop();
    this.cursor = this.region?.start ?? 0;
    this.#changed();
  }

  /** @param {number} position s; outside of the region the region is given up */
  seek(position) {
    if (!this.source) return;
    this.cursor = Math.min(Math.max(0, position), this.duration);
    if (this.region && (this.cursor < this.region.start || this.cursor > this.region.end)) this.setRegion(null);
    if (this.state !== 'stopped') this.output.seek(this.cursor);
    this.emit('tick', this.cursor);
  }

  skip(seconds) { this.seek(this.position + seconds); }

  setVolume(volume) {
    this.volume = Math.min(1, Math.max(0, Math.round(volume * 100) / 100));
    this.muted = false;
    remember('volume', this.volume);
    this.#applyVolume();
  }

  setMuted(muted) {
    this.muted = muted;
    this.#applyVolume();
  }

  setRate(rate) {
    this.rate = rate;
    remember('rate', rate);
    this.outputs.browser.setRate(rate);
    this.#changed();
  }

  setLoop(loop) { this.loop = loop; this.#changed(); }

  setSkipSilence(skip) { this.skipSilence = skip; remember('skip-silence', skip); this.#changed(); }

  /** @param {?{start: number, end: number}} region a selected part is looped at once */
  setRegion(region) {
    this.region = region;
    this.loop = Boolean(region);
    this.#changed();
  }

  /** Move the sound elsewhere, playing on. @param {'browser'|'server'} name @param {boolean} chosen by somebody: remembered */
  setOutput(name, chosen = true) {
    if (chosen) { this.wanted = name; remember('output', name); }
    if (name === this.outputName) return this.#changed();
    const { isPlaying, position } = this;
    this.output.stop();
    this.cursor = position;
    this.output = this.outputs[name];
    if (isPlaying) this.play(position);
    return this.#changed();
  }

  #bounds() { return this.loop && this.region ? this.region : { start: 0, end: this.duration }; }

  #applyVolume() {
    const volume = this.muted ? 0 : this.volume;
    Object.values(this.outputs).forEach((output) => output.setVolume(volume));
    this.#changed();
  }

  #changed() {
    this.emit('change');
    this.#tick();
    if (this.isPlaying && !this.#ticking) this.#animate();
  }

  #animate() {
    this.#ticking = this.isPlaying;
    if (this.#ticking) requestAnimationFrame(() => { this.#tick(); this.#animate(); });
  }

  #tick() {
    const { position } = this;
    if (this.state === 'playing' && performance.now() - this.#jumped > SEEK_REST) this.#jump(position);
    this.emit('tick', position);
  }

  /** Go back at the region's end, and over silence. */
  #jump(position) {
    const { start, end } = this.#bounds();
    const silence = this.skipSilence && this.source.silences.find(([from, to]) => position > from && position < to);
    const past = this.region && this.loop && position >= end - END / 2;
    if (!past && !silence) return;
    this.#jumped = performance.now();
    this.output.seek(past ? start : silence[1]);
  }

  #ended() {
    this.cursor = this.duration;
    if (this.loop) this.play(this.#bounds().start);
    this.#changed();
  }
}

/** The detail pane: one session, read and shown. */
import { factsOf } from './analysis.js';
import { ApiError, request, sessionUrl } from './api.js';
import { bytes, clock, count, timeToLive } from './format.js';
import { $, Emitter, html, render, setText, visible } from './html.js';
import { Peaks } from './peaks.js';
import { bindReadings, chooseReading, chosenReading, drawFindings, drawFormat, readingOf, sameReading } from './reading.js';
import { nameOf, timeLeft } from './sessions.js';

const REFRESH = 1500; // ms between two readings of a growing recording
const LEAST_POINTS = 1000;
const MOST_POINTS = 8000; // peaks of the whole recording
const POINTS_A_SECOND = 40;
const CLOSED = ['not_authenticated_session', 'session_not_found', 'undecodable_audio', 'no_audio', 'buffer_too_large', 'redis_unavailable', 'unreachable'];

/** Events: `read` {id, facts}. */
export class Detail extends Emitter {
  session = null;
  info = null;
  #detected = null;
  #loading = null; // AbortController
  #stale = null;

  constructor(sessions, transport, waveform) {
    super();
    Object.assign(this, { sessions, transport, waveform });
    bindReadings((reading) => this.#playAs(reading));
    sessions.on('session', (session) => session.session_id === this.session?.session_id && this.#updated(session));
    sessions.on('removed', ({ id, deleted }) => id === this.session?.session_id && this.#ended(deleted));
    $('findings').addEventListener('click', ({ target }) => target.dataset.seek && this.#jump(Number(target.dataset.seek)));
    $('retry').addEventListener('click', () => this.open(this.session.session_id, transport.position));
    waveform.on('view', () => {});
    waveform.audioUrl = (part) => sessionUrl(this.session.session_id, 'audio', { ...this.reading, ...part, v: this.session.audio_buffer_length });
    setInterval(() => this.session && this.#drawFacts(), 1000);
  }

  /** How it is read: null is as detected. */
  get reading() { return this.info?.format.source === 'request' ? readingOf(this.info.format) : null; }

  /** Show a session. @param {number} position s where the playhead waits */
  async open(id, position = 0) {
    this.session = this.sessions.get(id) ?? { session_id: id, user_name: '', user_id: '', ttl: null };
    this.info = null;
    this.transport.open(null);
    this.waveform.show(null);
    this.#drawFacts();
    this.#state('loading');
    await this.#read({ position });
  }

  close() {
    this.#loading?.abort();
    this.session = null;
    this.transport.open(null);
  }

  /** Read info and peaks. @param {{position?: number, grown?: boolean, reading?: object, play?: boolean}} how */
  async #read({ position = 0, grown = false, reading, play = false }) {
    this.#loading?.abort();
    const { signal } = this.#loading = new AbortController();
    const id = this.session.session_id;
    const get = (verb, parameters) => request(sessionUrl(id, verb, parameters), { signal });
    try {
      let answer = await get('info', {});
      if (answer.session) this.session = this.sessions.get(id) ?? { ...answer.session, expires: answer.session.ttl ? Date.now() + answer.session.ttl * 1000 : null };
      this.#detected = answer.audio_info.format ?? null;
      const wanted = reading === undefined ? chosenReading(this.session) : reading;
      if (wanted && this.#detected?.encoding && (reading || !this.#detected.container) && !sameReading(wanted, this.#detected)) answer = await get('info', wanted);
      this.data = answer.data;
      this.info = answer.audio_info;
      this.emit('read', { id, facts: factsOf(answer) });
      this.#drawInfo();
      if (!this.info.has_audio) return this.#state('no_audio');
      if (!this.info.duration) return this.#state('undecodable_audio', this.info.findings?.[0]?.message);
      const peaks = await this.#readPeaks(get);
      this.#show(peaks, { position, grown });
      if (play) this.transport.play(position);
    } catch (error) {
      if (error.name !== 'AbortError') this.#refused(error, grown);
    }
    return undefined;
  }

  async #readPeaks(get) {
    const { reading } = this;
    const points = Math.round(Math.min(MOST_POINTS, Math.max(LEAST_POINTS, this.info.duration * POINTS_A_SECOND)));
    const overview = await get('waveform', { ...reading, points });
    return new Peaks(overview, (part) => request(sessionUrl(this.session.session_id, 'waveform', { ...reading, ...part })));
  }

  #show(peaks, { position, grown }) {
    const source = { id: this.session.session_id, reading: this.reading, duration: peaks.duration, version: this.info.length,
      silences: peaks.silences(), levelAt: (seconds) => peaks.levelAt(seconds) };
    this.#state('ready');
    this.waveform.show(peaks, grown);
    this.waveform.setMarks(this.info.findings ?? []);
    if (grown && this.transport.source) this.transport.grow(source);
    else this.transport.open(source, position);
    if ('mediaSession' in navigator) navigator.mediaSession.metadata = new MediaMetadata({ title: nameOf(this.session), artist: this.session.session_id });
  }

  #refused(error, grown) {
    if (!(error instanceof ApiError)) throw error;
    if (grown && error.code === 'unreachable') return;
    this.#state(CLOSED.includes(error.code) ? error.code : 'failed', error.message);
  }

  /** Loading, ready, or why there is nothing to hear. The words stand in the template. */
  #state(state, message = '') {
    $('detail').dataset.state = state;
    setText($('state-message'), message);
    $('detail').setAttribute('aria-busy', state === 'loading');
    $('download-wav').toggleAttribute('inert', state !== 'ready');
  }

  #playAs(reading) {
    chooseReading(this.session, reading);
    const share = this.transport.duration ? this.transport.position / this.transport.duration : 0;
    const length = reading ? this.info.decoded_length / (reading.sample_rate * reading.channels) : 0;
    this.transport.stop();
    this.#read({ reading, position: share < 0.99 && length ? share * this.info.duration : 0, play: true });
  }

  #jump(seconds) {
    this.transport.seek(seconds);
    this.waveform.reveal(seconds);
  }

  /** The open session changed in Redis: read it again, not too often. */
  #updated(session) {
    this.session = session;
    this.#drawFacts();
    if (session.audio_buffer_length === this.info?.length || this.#stale || $('detail').dataset.state === 'loading') return;
    this.#stale = setTimeout(() => {
      this.#stale = null;
      if (this.session === session) this.#read({ grown: Boolean(this.transport.source), position: this.transport.position, reading: this.reading ?? undefined });
    }, REFRESH);
  }

  #ended(deleted) {
    if (this.transport.isPlaying) this.transport.stop();
    this.transport.open(null);
    this.#state(deleted ? 'deleted' : 'expired');
  }

  #drawFacts() {
    const { session } = this;
    const left = timeLeft(session);
    setText($('name'), visible(nameOf(session)));
    const facts = [html`<bdi class="id">${visible(session.session_id)}</bdi>`, session.user_id && html`user <bdi>${visible(session.user_id)}</bdi>`,
      session.connected_at && `connected ${clock(session.connected_at)}`, session.is_recording && html`<span class="chip recording">recording</span>`];
    render($('facts'), html`${facts.filter(Boolean).map((fact, i) => html`${i > 0 && ' · '}${fact}`)}`);
    setText($('ttl'), left === null ? 'no end' : `expires in ${timeToLive(left)}`);
    document.title = `${nameOf(session)} – Audio Stream Player`;
  }

  #drawInfo() {
    const { info, session } = this;
    const id = session.session_id;
    drawFormat(session, info.format ?? {}, this.#detected ?? {});
    drawFindings(info, info.has_audio);
    $('download-wav').href = sessionUrl(id, 'download', this.reading ?? {});
    $('download-original').href = sessionUrl(id, 'download', { original: 1 });
    this.drawRegionLink(this.transport.region);
    const rows = Object.entries(this.data ?? {}).map(([name, value]) => html`<tr><th scope="row">${visible(name)}</th><td>${visible(value)}</td></tr>`);
    render($('fields'), html`${rows}`);
    setText($('sizes'), `${bytes(info.decoded_length ?? 0)} of sound in ${count(info.length, 'character')} of base64${info.base64_valid ? '' : ' that had to be repaired'}.`);
    setText($('hex'), hexDump(info.preview ?? ''));
    setText($('base64'), info.preview ?? '');
  }

  drawRegionLink(region) {
    $('download-part').hidden = !region;
    if (region) $('download-part').href = sessionUrl(this.session.session_id, 'download', { ...this.reading, start: region.start.toFixed(3), end: region.end.toFixed(3) });
  }
}

/** The first bytes of base64 text, sixteen a line, in hex and as text. */
function hexDump(preview) {
  const clean = preview.replace(/^data:[^,]*,/, '').replaceAll('-', '+').replaceAll('_', '/').match(/[A-Za-z0-9+/]*/)[0];
  const data = atob(clean.slice(0, Math.floor(clean.length / 4) * 4).slice(0, 172));
  return (data.slice(0, 128).match(/[^]{1,16}/g) ?? []).map((line, i) => {
    const hex = [...line].map((c) => c.charCodeAt(0).toString(16).padStart(2, '0')).join(' ');
    return `${(i * 16).toString(16).padStart(4, '0')}  ${hex.padEnd(47)}  ${line.replace(/[^ -~]/g, '·')}`;
  }).join('\n');
}

/** The lights on top: Redis, the speaker and the live connection, and what is said when one is away. */
import { request } from './api.js';
import { $, Emitter, setText } from './html.js';
import { socket } from './socket.js';

const OFTEN = 2000; // ms between two looks while something is away
const SELDOM = 5000;

/** Events: `status` (the answer of /api/status), `redis` {available}. */
export class Status extends Emitter {
  last = null;
  #timer = null;

  constructor() {
    super();
    socket.on('connect', () => this.look());
    socket.on('disconnect', () => { this.#light('live', false, 'lost; trying again'); this.look(); });
    document.addEventListener('visibilitychange', () => !document.hidden && this.look());
  }

  get redisAvailable() { return this.last?.redis_available ?? true; }

  async look() {
    clearTimeout(this.#timer);
    const before = this.redisAvailable;
    try {
      this.last = await request('/api/status', { signal: AbortSignal.timeout?.(8000) });
      this.#draw();
      this.emit('status', this.last);
      if (before !== this.redisAvailable) this.emit('redis', { available: this.redisAvailable });
    } catch { /* nothing answers: the live light says so */ }
    this.#light('live', socket.connected, socket.connected ? '' : 'lost; trying again');
    const wait = this.redisAvailable && socket.connected ? SELDOM : OFTEN;
    clearTimeout(this.#timer);
    if (!document.hidden) this.#timer = setTimeout(() => this.look(), wait);
  }

  #draw() {
    const { redis_available: available, redis = {}, audio_available: audio, audio_message: reason, device } = this.last;
    this.#light('redis', available, available ? `${redis.latency_ms?.toFixed(1)} ms` : 'away', redis.message);
    this.#light('speaker', audio, audio ? device ?? '' : 'none', reason);
    $('redis-away').hidden = available;
    setText($('redis-reason'), redis.message ?? '');
  }

  #light(name, good, detail, reason = '') {
    const light = $(`light-${name}`);
    const state = good ? 'good' : name === 'speaker' ? 'off' : 'bad';
    const changed = light.dataset.state && light.dataset.state !== state;
    light.dataset.state = state;
    light.title = reason ?? '';
    setText(light.lastElementChild, detail);
    if (changed) setText($('announcer'), `${light.children[1].textContent}: ${good ? 'available again' : detail}`);
  }
}

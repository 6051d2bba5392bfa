/** What plays on the server's speaker, whoever started it. */
import { Emitter } from './html.js';
import { socket } from './socket.js';

/** Events: `change` {id}, `ended` {id, success, message}, `failed` {id, code, message}. */
export class Speaker extends Emitter {
  playbacks = new Map(); // session id -> {state, position (s), duration (s), level (dBFS|null), at (ms)}

  constructor() {
    super();
    socket.on('playback_started', (event) => this.#set(event, { state: 'playing', level: null }));
    socket.on('playback_progress', (event) => this.#set(event, { state: event.state ?? 'playing', level: event.level_dbfs }));
    socket.on('playback_paused', (event) => this.#set(event, { state: 'paused', level: null }));
    socket.on('playback_complete', (event) => this.#end('ended', event));
    socket.on('playback_error', (event) => this.#end('failed', { ...event, code: event.error }));
  }

  /** Take over what /api/status says, when the page opens or comes back. */
  adopt(playbacks) {
    const gone = new Set(this.playbacks.keys());
    for (const playback of playbacks) {
      gone.delete(playback.session_id);
      this.#set(playback, { state: playback.state, level: null });
    }
    gone.forEach((id) => { this.playbacks.delete(id); this.emit('change', { id }); });
  }

  /** Seconds, moved on since the last word from the server. */
  position(id) {
    const playback = this.playbacks.get(id);
    if (!playback) return 0;
    const since = playback.state === 'playing' ? (performance.now() - playback.at) / 1000 : 0;
    return Math.min(playback.position + Math.min(since, 0.5), playback.duration || Infinity);
  }

  #set({ session_id: id, position, duration }, facts) {
    const known = this.playbacks.get(id) ?? { duration: 0 };
    this.playbacks.set(id, { ...known, duration: duration ?? known.duration, position, at: performance.now(), ...facts });
    this.emit('change', { id });
  }

  #end(kind, event) {
    this.playbacks.delete(event.session_id);
    this.emit(kind, { ...event, id: event.session_id });
    this.emit('change', { id: event.session_id });
  }
}

/** What plays on the server's speaker, whoever started it. */
import { emit, on } from './bus.js';
import { socket } from './socket.js';

const AHEAD = 0.5; // s the position is moved on without a word from the server

/** session id -> {state, position (s), duration (s), level (dBFS|null), at (ms)} */
export const playbacks = new Map();

/** Seconds, moved on since the last word from the server. */
export function positionOf(id) {
  const { state, position, duration, at } = playbacks.get(id);
  const since = state === 'playing' ? Math.min(AHEAD, (performance.now() - at) / 1000) : 0;
  return Math.min(position + since, duration || Infinity);
}

function set({ session_id: id, position, duration, state, level_dbfs: level = null }) {
  const known = playbacks.get(id)?.duration ?? 0;
  playbacks.set(id, { position, duration: duration ?? known, state, level, at: performance.now() });
  emit('speaker', { id });
}

function end(type, { session_id: id, error, message }) {
  const last = playbacks.get(id);
  playbacks.delete(id);
  emit('speaker', { id, type, code: error, message, last });
}

socket.on('playback_started', (event) => set({ ...event, state: 'playing' }));
socket.on('playback_progress', (event) => set({ state: 'playing', ...event }));
socket.on('playback_paused', (event) => set({ ...event, state: 'paused' }));
socket.on('playback_complete', (event) => end('ended', event));
socket.on('playback_error', (event) => end('failed', event));

/** The page opened or came back: what plays stands in the status. */
on('status', (status) => {
  const playing = new Set(status.playbacks.map((playback) => playback.session_id));
  status.playbacks.filter((playback) => !playbacks.has(playback.session_id)).forEach(set);
  for (const id of playbacks.keys()) if (!playing.has(id)) end('', { session_id: id });
});

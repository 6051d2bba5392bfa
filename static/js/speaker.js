/** What plays on the server's speaker, whoever started it. */
import { emit, on } from './bus.js';
import { socket } from './socket.js';

const AHEAD = 0.5; // s the position is moved on without a word from the server

/** session id -> {state, position (s), duration (s), level (dBFS|null), at (ms)} */
export const playbacks = new Map();

/** Seconds, moved on since the last word from the server. */
export function positionOf(id) {
  const { state, position, duration, at } = playbacks.get(id);
  return state === 'playing' ? Math.min(duration, position + Math.min(AHEAD, (performance.now() - at) / 1000)) : position;
}

function set({ session_id: id, position, duration = playbacks.get(id)?.duration, state, level_dbfs: level = null }) {
  playbacks.set(id, { position, duration, state, level, at: performance.now() });
  emit('speaker', { id });
}

function end(type, { session_id: id, error: code, message }) {
  const last = playbacks.get(id);
  playbacks.delete(id);
  emit('speaker', { id, type, code, message, last });
}

socket.on('playback_started', (event) => set({ ...event, state: 'playing' }));
socket.on('playback_progress', (event) => set({ state: 'playing', ...event }));
socket.on('playback_paused', (event) => set({ ...event, state: 'paused' }));
socket.on('playback_complete', (event) => end('ended', event));
socket.on('playback_error', (event) => end('failed', event));

/** The page opened or came back: what plays stands in the status. */
on('status', (status) => {
  const playing = new Set(status.playbacks.map((playback) => playback.session_id));
  for (const playback of status.playbacks) if (!playbacks.has(playback.session_id)) set(playback);
  for (const id of playbacks.keys()) if (!playing.has(id)) end('change', { session_id: id });
});

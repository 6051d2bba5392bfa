/** The lights on top: Redis, the speaker and the live connection. */
import { request, socket } from './api.js';
import { emit, on } from './bus.js';
import { $, write } from './html.js';
/** @import {Status} from './types.js' */

const PAUSE = 3000; // ms between two looks
const SOON = 1000; // ms until a look when a request met no player or no Redis

/** @type {Status} */
export let status = { redis_available: true };
let timer = 0;

export async function look() {
  clearTimeout(timer);
  try {
    status = await request('/api/status', { signal: AbortSignal.timeout(8000) });
    const {
      redis_available: available,
      redis,
      audio_available: audio,
      audio_message: reason,
      device,
    } = status;
    light(
      'redis',
      available ? 'good' : 'bad',
      available ? `${redis.latency_ms.toFixed(1)} ms` : 'away',
      redis.message,
    );
    light('speaker', audio ? 'good' : 'off', audio ? device : 'none', reason);
    write('redis-reason', redis.message ?? '');
    emit('status', status);
  } catch {
    sayAway();
  }
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(look, PAUSE);
}

/** The player does not answer, so that nothing is known of what it would tell. */
function sayAway() {
  for (const name of ['redis', 'speaker'])
    light(name, 'unknown', 'unknown', 'The player does not answer.');
  emit('away');
}

/** @param {string} name @param {string} state @param {string} [detail] @param {string} [reason] */
function light(name, state, detail, reason) {
  const item = Object.assign($(`light-${name}`), { title: reason ?? '' });
  item.dataset.state = state;
  write(item.lastElementChild, detail ?? '');
}

socket.on('connect', () => {
  light('live', 'good');
  look();
});
for (const event of ['disconnect', 'connect_error'])
  socket.on(event, () => {
    light('live', 'bad', 'lost; trying again');
    look();
  });
socket.on('disconnect', sayAway);
on('lost', ({ code }) => {
  if (code === 'unreachable') sayAway();
  else light('redis', 'bad', 'away');
  clearTimeout(timer);
  timer = setTimeout(look, SOON);
});
document.addEventListener('visibilitychange', look);

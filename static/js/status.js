/** The lights on top: Redis, the speaker and the live connection, and what is said when one is away. */
import { request, socket } from './api.js';
import { emit } from './bus.js';
import { $, write } from './html.js';

const SELDOM = 5000; // ms between two looks
const OFTEN = 2000; // while something is away

export let status = { redis_available: true, playbacks: [] };
let timer;

export async function look() {
  clearTimeout(timer);
  try {
    status = await request('/api/status', { signal: AbortSignal.timeout(8000) });
    const { redis_available: available, redis, audio_available: audio, audio_message: reason, device } = status;
    light('redis', available ? 'good' : 'bad', available ? `${redis.latency_ms.toFixed(1)} ms` : 'away', redis.message);
    light('speaker', audio ? 'good' : 'off', audio ? device : 'none', reason);
    $('redis-away').hidden = available;
    write('redis-reason', redis.message ?? '');
    emit('status', status);
  } catch { /* nothing answers: the live light says so */ }
  light('live', socket.connected ? 'good' : 'bad', socket.connected ? '' : 'lost; trying again');
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(look, status.redis_available && socket.connected ? SELDOM : OFTEN);
}

function light(name, state, detail, reason) {
  const { dataset, children } = Object.assign($(`light-${name}`), { title: reason ?? '' });
  if (dataset.state && dataset.state !== state) write('announcer', `${children[1].textContent}: ${detail || 'back again'}`);
  dataset.state = state;
  write(children[2], detail ?? '');
}

socket.on('connect', look);
socket.on('disconnect', look);
document.addEventListener('visibilitychange', look);

/** The lights on top: Redis, the speaker and the live connection. */
import { request, socket } from './api.js';
import { emit } from './bus.js';
import { $, write } from './html.js';

const PAUSE = 3000; // ms between two looks

export let status = { redis_available: true, playbacks: [] };
let timer;

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
    /* nothing answers: the live light says so */
  }
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(look, PAUSE);
}

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
  socket.on(event, () => light('live', 'bad', 'lost; trying again'));
document.addEventListener('visibilitychange', look);

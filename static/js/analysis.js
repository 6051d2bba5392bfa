/**
 * What the rows in sight show of the sound, before the check of all sessions gets there: they are
 * analysed one at a time, while the tab is visible and within a bound of bytes.
 */
import { request, sessionUrl } from './api.js';
import { limit, on } from './bus.js';
import { inSight } from './list.js';
import { covers, hasSound, note } from './sessions.js';
/** @import {Session} from './types.js' */

const LARGEST = 24e6; // base64 characters of one session
const PAUSE = 150; // ms between two
const RETRY = 5000; // ms until the next one when the player or Redis is away
const AWAY = ['unreachable', 'redis_unavailable', 'too_many_requests'];
let budget = 400e6; // base64 characters in one visit
let busy = false;

/** @param {Session} session */
const isDue = (session) =>
  hasSound(session) &&
  session.audio_buffer_length <= Math.min(LARGEST, budget) &&
  !covers(session.known, session) &&
  !covers(session.tried, session);

/** Analyse the next one that is due, while the page is visible. */
async function next() {
  if (busy || document.hidden) return;
  const session = inSight().find(isDue);
  if (!session) return;
  busy = true;
  const isAway = await analyse(session);
  setTimeout(
    () => {
      busy = false;
      next();
    },
    isAway ? RETRY : PAUSE,
  );
}

/**
 * @param {Session} session
 * @returns {Promise<boolean>} whether it must be tried again because the player or Redis is away
 */
async function analyse(session) {
  const length = session.audio_buffer_length;
  session.tried = length;
  budget -= length;
  try {
    const { audio_info: info, session: now } = await request(sessionUrl(session.id, '/info'), {
      priority: 'low',
    });
    note(session.id, info, now.audio_buffer_length);
  } catch (/** @type {any} */ { code }) {
    if (!AWAY.includes(code)) return false; // opening it tells why
    session.tried = 0;
    budget += length;
    return true;
  }
  return false;
}

const nextSoon = limit(next, PAUSE);
on('sight', nextSoon);
on('session', nextSoon);
document.addEventListener('visibilitychange', next);

/**
 * What the list shows of the sound, and what its findings filter counts: the recordings are
 * analysed one at a time, those in sight first, while the tab is visible and within a bound of bytes.
 */
import { request, sessionUrl } from './api.js';
import { limit, on } from './bus.js';
import { inSight } from './list.js';
import { covers, hasSound, note, sessions, shown } from './sessions.js';
/** @import {Session} from './types.js' */

const LARGEST = 24e6; // base64 characters of one session
const PAUSE = 150; // ms between two; after one out of sight at least as long as that took
const LOOK = 1000; // ms between two looks at all sessions, where nothing was due
const RETRY = 5000; // ms until the next one when the player or Redis is away
const AWAY = ['unreachable', 'redis_unavailable', 'too_many_requests'];
let budget = 400e6; // base64 characters in one visit
let busy = false;
let later = 0; // the timer of the next look
let looked = 0; // ms, when all were last looked at in vain

/** @param {Session} session */
const isDue = (session) =>
  hasSound(session) &&
  session.audio_buffer_length <= Math.min(LARGEST, budget) &&
  !covers(session.known, session) &&
  !covers(session.tried, session);

/** @returns {?Session} */
function findElsewhere() {
  if (performance.now() - looked < LOOK) {
    later ||= setTimeout(() => {
      later = 0;
      next();
    }, LOOK);
    return null;
  }
  const inRows = shown.rows.find(isDue);
  if (inRows || shown.state !== 'ready') return inRows ?? null;
  for (const session of sessions.values()) if (isDue(session)) return session;
  looked = performance.now();
  return null;
}

/** Analyse the next one that is due, while the page is visible. */
async function next() {
  if (busy || document.hidden) return;
  const near = inSight().find(isDue);
  const session = near ?? findElsewhere();
  if (!session) return;
  busy = true;
  const began = performance.now();
  const isAway = await analyse(session);
  setTimeout(
    () => {
      busy = false;
      next();
    },
    isAway ? RETRY : Math.max(PAUSE, near ? 0 : performance.now() - began),
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

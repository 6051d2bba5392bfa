/** What the list shows of the sound: read for the sessions in sight, one at a time, within bounds. */
import { request, sessionUrl } from './api.js';
import { on } from './bus.js';
import { inSight } from './list.js';
import { note } from './sessions.js';

const LARGEST = 24e6; // base64 characters of one session
const PAUSE = 150; // ms between two
const GROWTH = 1.5; // a growing buffer is read again when this much longer
let budget = 400e6; // base64 characters in one visit
let busy = false;

function isDue({ authenticated, audio_buffer_length: length, is_recording: recording, read = 0 }) {
  return (
    authenticated &&
    length <= Math.min(LARGEST, budget) &&
    (recording ? length > read * GROWTH : length !== read)
  );
}

/** Read the next one that is due, while somebody looks. */
async function next() {
  const session = !busy && !document.hidden && inSight().find(isDue);
  if (!session) return;
  busy = true;
  session.read = session.audio_buffer_length;
  budget -= session.read;
  await request(sessionUrl(session.id, '/info'), { priority: 'low' }).then(
    ({ audio_info: info }) => note(session.id, info),
    () => {
      /* opening it tells why */
    },
  );
  setTimeout(() => {
    busy = false;
    next();
  }, PAUSE);
}

on('sight', next);
on('session', next);
document.addEventListener('visibilitychange', next);

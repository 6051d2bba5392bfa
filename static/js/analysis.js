/** Background analysis: format, duration and findings of the sessions in sight, one at a time, within bounds. */
import { request, sessionUrl } from './api.js';
import { on } from './bus.js';
import { inSight } from './list.js';
import { note, sessions } from './sessions.js';

const LARGEST = 24e6; // base64 characters of one session
const BUDGET = 400e6; // base64 characters in one visit
const PAUSE = 150; // ms between two
const GROWTH = 1.5; // a growing buffer is read again when this much longer

const read = new Map(); // session id -> {length, recording} when it was read
let spent = 0;
let busy = false;

/** Show in the list what an info answer says. */
export function noteInfo(id, { audio_info: { format, duration, findings = [] } }) {
  const serious = findings.filter((finding) => finding.severity !== 'info');
  const severity = serious.some((finding) => finding.severity === 'error') ? 'error' : 'warning';
  mark(sessions.get(id));
  note(id, { format, duration, findings: serious.length, severity });
}

function mark(session) {
  if (session) read.set(session.session_id, { length: session.audio_buffer_length, recording: session.is_recording });
}

function isDue(session) {
  const { authenticated, has_audio: hasAudio, audio_buffer_length: length, is_recording: recording } = session;
  if (!authenticated || !hasAudio || length > LARGEST || spent + length > BUDGET) return false;
  const last = read.get(session.session_id);
  return !last || last.recording !== recording || (recording ? length > last.length * GROWTH : length !== last.length);
}

/** Read the next one that is due, while somebody looks. */
async function next() {
  const session = !busy && !document.hidden && inSight().find(isDue);
  if (!session) return;
  busy = true;
  spent += session.audio_buffer_length;
  mark(session);
  const id = session.session_id;
  await request(sessionUrl(id, '/info'), { priority: 'low' }).then((info) => noteInfo(id, info), () => { /* opening it tells why */ });
  setTimeout(() => { busy = false; next(); }, PAUSE);
}

on('sight', next);
on('session', next);
on('gone', ({ id }) => read.delete(id));
document.addEventListener('visibilitychange', next);

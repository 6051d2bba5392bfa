/** Background analysis: format, duration and findings of the sessions in sight, one at a time, within bounds. */
import { request, sessionUrl } from './api.js';

const LARGEST = 24e6; // base64 characters of one session
const BUDGET = 400e6; // base64 characters in one visit
const PAUSE = 150; // ms between two
const GROWTH = 1.5; // a growing buffer is read again when this much longer

/** What the list shows of an info answer. */
export function factsOf({ audio_info: audio }) {
  const serious = (audio.findings ?? []).filter((finding) => finding.severity !== 'info');
  return {
    format: audio.format,
    duration: audio.duration,
    findings: serious.length,
    severity: serious.some((finding) => finding.severity === 'error') ? 'error' : 'warning',
  };
}

export class Analysis {
  #read = new Map(); // session id -> {length, recording} when it was read
  #spent = 0;
  #busy = false;

  constructor(sessions, list) {
    this.sessions = sessions;
    this.list = list;
    list.on('seen', () => this.next());
    sessions.on('session', () => this.next());
    sessions.on('removed', ({ id }) => this.#read.delete(id));
    document.addEventListener('visibilitychange', () => this.next());
  }

  /** A session was read elsewhere on the page: nothing to do here any more. */
  done(id, facts) {
    this.#read.set(id, this.#mark(this.sessions.get(id)));
    this.sessions.note(id, facts);
  }

  #mark(session) { return { length: session?.audio_buffer_length ?? 0, recording: session?.is_recording ?? false }; }

  #isDue(session) {
    const { authenticated, has_audio: hasAudio, audio_buffer_length: length, is_recording: recording } = session;
    if (!authenticated || !hasAudio || length > LARGEST || this.#spent + length > BUDGET) return false;
    const read = this.#read.get(session.session_id);
    return !read || read.recording !== recording || length > read.length * GROWTH || (!recording && length !== read.length);
  }

  /** Read the next one that is due, while somebody looks. */
  async next() {
    const session = !this.#busy && !document.hidden && this.list.inSight().find((one) => this.#isDue(one));
    if (!session) return;
    this.#busy = true;
    this.#spent += session.audio_buffer_length;
    this.#read.set(session.session_id, this.#mark(session));
    try {
      const info = await request(sessionUrl(session.session_id, 'info'), { priority: 'low' });
      this.sessions.note(session.session_id, factsOf(info));
    } catch { /* the list stays as it is; opening the session tells why */ }
    setTimeout(() => { this.#busy = false; this.next(); }, PAUSE);
  }
}

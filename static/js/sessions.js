/** All sessions, held here so that searching, filtering and scrolling never wait for the network. */
import { request, sessionsUrl } from './api.js';
import { Emitter } from './html.js';

const FIRST_PAGE = 200;
const PAGE = 1000;

const FILTERS = {
  all: () => true,
  recording: (session) => session.is_recording,
  audio: (session) => session.has_audio,
  findings: (session) => session.findings > 0,
};

const newest = (session) => session.connected_at ?? 0;
const SORTS = {
  newest: (a, b) => newest(b) - newest(a),
  name: (a, b) => nameOf(a).localeCompare(nameOf(b)),
  audio: (a, b) => b.audio_buffer_length - a.audio_buffer_length,
  expires: (a, b) => (a.expires ?? Infinity) - (b.expires ?? Infinity) || 0,
};

/** What people call the session. */
export const nameOf = (session) => session.user_name?.trim() || (session.user_id ? `User ${session.user_id}` : 'Unnamed');

/** Seconds the session still lives, counted down here; null when it has no end. */
export const timeLeft = (session) => (session.expires ? (session.expires - Date.now()) / 1000 : null);

/** Events: `change` (the view changed), `session` {session}, `removed` {id}, `error` {ApiError|null}. */
export class Sessions extends Emitter {
  all = new Map();
  view = [];
  hidden = new Set(); // deleted, but still to be undone
  query = '';
  filter = 'all';
  sort = 'newest';
  total = 0;
  state = 'loading'; // loading, ready, error
  #loading = null;

  get(id) { return this.all.get(id); }

  /** Read the whole list, page by page. Called again after a lost connection. */
  load() {
    this.#loading ??= this.#load().finally(() => { this.#loading = null; });
    return this.#loading;
  }

  async #load() {
    const seen = new Set();
    try {
      for (let offset = 0, limit = FIRST_PAGE; ; offset += limit, limit = offset ? PAGE : limit) {
        const page = await request(sessionsUrl({ sort: 'connected_at', order: 'desc', offset, limit }));
        this.total = page.total;
        for (const session of page.sessions) seen.add(this.#put(session).session_id);
        this.arrange();
        if (!page.sessions.length || offset + limit >= page.total) break;
      }
      for (const id of this.all.keys()) if (!seen.has(id)) this.#drop(id);
      this.state = 'ready';
      this.emit('error', null);
    } catch (error) {
      this.state = this.all.size ? 'ready' : 'error';
      this.emit('error', error);
    }
    this.arrange();
  }

  /** Live changes: `added` and `updated` are sessions, `removed` ids. */
  apply({ added = [], updated = [], removed = [] }) {
    for (const session of [...added, ...updated]) this.emit('session', this.#put(session));
    removed.forEach((id) => this.#drop(id));
    this.arrange(this.#comesFirst());
  }

  /** Note what the analysis found; shown in the list and used by its filter. */
  note(id, facts) {
    const session = this.all.get(id);
    if (session) this.emit('session', Object.assign(session, facts));
  }

  #put(session) {
    const known = this.all.get(session.session_id) ?? {};
    const expires = session.ttl === null || session.ttl === undefined ? null : Date.now() + session.ttl * 1000;
    const text = `${session.session_id}\n${session.user_name}\n${session.user_id}`.toLowerCase();
    Object.assign(known, session, { expires, text });
    this.all.set(session.session_id, known);
    return known;
  }

  #drop(id) {
    if (this.all.delete(id)) this.emit('removed', { id });
  }

  /** Places of what is already listed, so that live changes move no row. */
  #comesFirst() {
    return new Map(this.view.map((session, place) => [session.session_id, place]));
  }

  /** How many sessions each filter would show. */
  counts() {
    const counts = {};
    for (const [name, test] of Object.entries(FILTERS)) {
      counts[name] = 0;
      for (const session of this.all.values()) if (test(session) && !this.hidden.has(session.session_id)) counts[name] += 1;
    }
    return counts;
  }

  /** Make the view anew. @param {Map<string, number>} places rows that keep their order */
  arrange(places = new Map()) {
    const query = this.query.trim().toLowerCase();
    const order = SORTS[this.sort];
    const matches = [...this.all.values()].filter((session) => FILTERS[this.filter](session)
      && (!query || session.text.includes(query)) && !this.hidden.has(session.session_id));
    const inOrder = (a, b) => order(a, b) || (a.session_id < b.session_id ? -1 : 1);
    const [kept, fresh] = [[], []];
    for (const session of matches) (places.has(session.session_id) ? kept : fresh).push(session);
    kept.sort((a, b) => places.get(a.session_id) - places.get(b.session_id));
    this.view = merge(kept, fresh.sort(inOrder), inOrder);
    this.emit('change');
  }
}

/** Put sorted `fresh` into `kept`, each before the first row that it precedes. */
function merge(kept, fresh, inOrder) {
  if (!kept.length || !fresh.length) return kept.length ? kept : fresh;
  const merged = [];
  let next = 0;
  for (const session of kept) {
    while (next < fresh.length && inOrder(fresh[next], session) < 0) merged.push(fresh[next++]);
    merged.push(session);
  }
  return merged.concat(fresh.slice(next));
}

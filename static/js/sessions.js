/** All sessions, held here so that searching, filtering and scrolling never wait for the network. */
import { ApiError, request, url } from './api.js';
import { emit } from './bus.js';

const FIRST_PAGE = 200;
const PAGE = 1000;

const FILTERS = {
  all: () => true,
  recording: (session) => session.is_recording,
  audio: (session) => session.has_audio,
  findings: (session) => session.findings > 0,
};
const SORTS = {
  newest: (a, b) => (b.connected_at ?? 0) - (a.connected_at ?? 0),
  name: (a, b) => nameOf(a).localeCompare(nameOf(b)),
  audio: (a, b) => b.first_length - a.first_length, // as first seen, so that growing moves no row
  expires: (a, b) => (a.expires ?? 1e15) - (b.expires ?? 1e15),
};

export const sessions = new Map();
export const hidden = new Set(); // ids that are deleted, but still to be undone
export const shown = { query: '', filter: 'all', sort: 'newest', rows: [], counts: {}, total: 0, state: 'loading' };
let loading = null;

/** What people call the session. */
export const nameOf = (session) => session.user_name?.trim() || (session.user_id ? `User ${session.user_id}` : 'Unnamed');

/** Seconds the session still lives, counted down here; null when it has no end. */
export const timeLeft = (session) => (session.expires ? (session.expires - Date.now()) / 1000 : null);

/** Read the whole list, page by page. */
export function load() {
  loading ??= readAll().finally(() => { loading = null; });
  return loading;
}

async function readAll() {
  const seen = new Set();
  try {
    for (let offset = 0, limit = FIRST_PAGE; ; offset += limit, limit = PAGE) {
      const page = await request(url('/api/sessions', { sort: 'connected_at', order: 'desc', offset, limit }));
      if (page.redis_available === false) throw new ApiError('redis_unavailable', 'Redis is away.');
      shown.total = page.total;
      for (const session of page.sessions) seen.add(put(session).session_id);
      arrange();
      if (!page.sessions.length || offset + limit >= page.total) break;
    }
    for (const id of sessions.keys()) if (!seen.has(id)) drop(id);
    shown.state = 'ready';
  } catch {
    shown.state = sessions.size ? 'ready' : 'error';
  }
  arrange();
}

/** Live changes: `added` and `updated` are sessions, `removed` ids. */
export function apply({ added = [], updated = [], removed = [] }) {
  for (const session of [...added, ...updated]) emit('session', put(session));
  removed.forEach(drop);
  arrange();
}

/** Note what an analysis found; the list shows it. */
export function note(id, facts) {
  if (sessions.has(id)) emit('session', Object.assign(sessions.get(id), facts));
}

/** @returns {object} the session as held: with `expires` (ms) instead of seconds that pass, and what is searched */
export function put(session) {
  const held = sessions.get(session.session_id) ?? { first_length: session.audio_buffer_length };
  const text = `${session.session_id}\n${session.user_name}\n${session.user_id}`.toLowerCase();
  const expires = session.ttl > 0 ? Date.now() + session.ttl * 1000 : null;
  sessions.set(session.session_id, Object.assign(held, session, { expires, text }));
  return held;
}

function drop(id) {
  if (sessions.delete(id)) emit('gone', { id });
}

/** Search, filter and sort anew. */
export function arrange() {
  const query = shown.query.trim().toLowerCase();
  const all = [...sessions.values()].filter((session) => !hidden.has(session.session_id));
  for (const [name, test] of Object.entries(FILTERS)) shown.counts[name] = all.filter(test).length;
  const matches = all.filter((session) => FILTERS[shown.filter](session) && session.text.includes(query));
  shown.rows = matches.sort((a, b) => SORTS[shown.sort](a, b) || (a.session_id < b.session_id ? -1 : 1));
  emit('sessions');
}

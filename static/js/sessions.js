/** All sessions, held here so that nothing in the list waits for the network. */
import { request } from './api.js';
import { emit } from './bus.js';
/** @import {Changes, Info, Session, StoredSession} from './types.js' */

const FIRST_PAGE = 200;
const PAGE = 1000;
const GROWTH = 1.5; // what is known of a growing recording holds until it is this much longer

/** @type {Record<string, (session: Session) => boolean>} */
const FILTERS = {
  all: () => true,
  recording: (session) => session.is_recording,
  audio: (session) => session.has_audio,
  findings: (session) => session.findings > 0,
};
/** @type {Record<string, (a: Session, b: Session) => number>} */
const SORTS = {
  newest: (a, b) => b.connected_at - a.connected_at,
  name: (a, b) => nameOf(a).localeCompare(nameOf(b)),
  audio: (a, b) => b.firstLength - a.firstLength, // as first seen, so that growing moves no row
  expires: (a, b) => (a.expires || 1e15) - (b.expires || 1e15),
};

/** @type {Map<string, Session>} */
export const sessions = new Map();
/** @type {Set<string>} */
export const hidden = new Set(); // ids that are deleted, but still to be undone
export const shown = {
  query: '',
  filter: 'all',
  sort: 'newest',
  rows: /** @type {Session[]} */ ([]),
  counts: /** @type {Record<string, number>} */ ({}),
  sound: 0, // sessions with sound that may be read
  known: 0, // of these, how many were analysed
  state: 'loading', // 'ready' or 'error' then
};
/** @type {?Promise<void>} */
let loading = null;

/** @param {Session} session */
export const nameOf = ({ user_name: name, user_id: user }) =>
  name?.trim() || (user ? `User ${user}` : 'Unnamed');

/** Seconds the session still lives; null when it has no end. @param {Session} session */
export const timeLeft = ({ expires }) => expires && (expires - Date.now()) / 1000;

export function load() {
  loading ??= readAll()
    .then(
      () => 'ready',
      () => (sessions.size ? 'ready' : 'error'),
    )
    .then((state) => {
      loading = null;
      shown.state = state;
      arrange();
    });
  return loading;
}

async function readAll() {
  const seen = new Set();
  for (
    let offset = 0, limit = FIRST_PAGE, page;
    offset < (page?.total ?? 1);
    offset += limit, limit = PAGE
  ) {
    page = await request(`/api/sessions?offset=${offset}&limit=${limit}`);
    for (const session of page.sessions) seen.add(putRead(session).id);
    arrange();
  }
  for (const id of sessions.keys()) if (!seen.has(id)) drop(id);
}

/**
 * A session as the list has it; what changed without being told is told.
 * @param {StoredSession} session
 */
function putRead(session) {
  const before = sessions.get(session.session_id)?.audio_buffer_length;
  const held = put(session);
  if (before !== undefined && before !== held.audio_buffer_length) emit('session', held);
  return held;
}

/**
 * Live changes.
 * @param {Changes} changes
 */
export function apply({ added = [], updated = [], removed = [] }) {
  for (const session of [...added, ...updated]) emit('session', put(session));
  removed.forEach(drop);
  arrange();
}

/**
 * Whether an analysis of so much sound, as the list said then, still holds for what is stored.
 * @param {number} length @param {Session} session
 */
export const covers = (length = 0, { audio_buffer_length: stored, is_recording: recording }) =>
  recording ? stored <= length * GROWTH : stored === length;

/** @param {Session} session */
export const hasSound = ({ authenticated, has_audio: hasAudio }) =>
  authenticated !== false && hasAudio;

/**
 * What the analysis of a session's sound found. Until it is complete, no findings are not yet none.
 * @param {string} id @param {Info} info @param {number} length as the list said
 */
export function note(id, { format, duration, findings, complete }, length) {
  const serious = findings.filter(({ severity }) => severity !== 'info');
  /** @type {Partial<Session>} */
  const facts = { format, duration };
  if (complete) facts.known = length;
  if (complete || serious.length)
    Object.assign(facts, { severity: serious[0]?.severity, findings: serious.length });
  if (sessions.has(id)) emit('session', Object.assign(sessions.get(id), facts));
}

/** @param {Partial<StoredSession>} session @returns {Session} as held */
export function put(session) {
  const { session_id: id, ttl, user_name: name, user_id: user } = session;
  const held =
    sessions.get(id) ?? /** @type {Session} */ ({ firstLength: session.audio_buffer_length });
  sessions.set(
    id,
    Object.assign(held, session, {
      id,
      expires: ttl && Date.now() + ttl * 1000,
      text: `${id}\n${name}\n${user}`.toLowerCase(),
    }),
  );
  return held;
}

/** @param {string} id */
function drop(id) {
  if (sessions.delete(id)) emit('gone', { id });
}

export function arrange() {
  const query = shown.query.trim().toLowerCase();
  const all = [...sessions.values()].filter(({ id }) => !hidden.has(id));
  for (const name in FILTERS) shown.counts[name] = all.filter(FILTERS[name]).length;
  const withSound = all.filter(hasSound);
  shown.sound = withSound.length;
  shown.known = withSound.filter((session) => covers(session.known, session)).length;
  const matches = all.filter(FILTERS[shown.filter]).filter(({ text }) => text.includes(query));
  shown.rows = matches.sort((a, b) => SORTS[shown.sort](a, b) || (a.id < b.id ? -1 : 1));
  emit('sessions');
}

/** All sessions, held here so that nothing in the list waits for the network. */
import { request } from './api.js';
import { emit, limit } from './bus.js';
import { narrowing } from './narrow.js';
/** @import {BriefVerdict, Changes, CheckResult, Info, Session, StoredSession} from './types.js' */

const FIRST_PAGE = 200;
const PAGE = 1000;
const REST = 300; // ms between two rearrangements while changes come in
const AT_ONCE = 2000; // changes that are taken over without a pause
const AGAIN = 1000; // ms until the list is read again while the player still looks for sessions
const SAME = 3000; // ms by which an end may move that is told in whole seconds
const GROWTH = 1.5; // what is known of a growing recording holds until it is this much longer

/** @type {Record<string, (session: Session) => boolean>} */
const FILTERS = {
  all: () => true,
  recording: (session) => session.is_recording,
  audio: (session) => session.has_audio,
  findings: (session) => session.findings > 0,
};
/**
 * What sessions are sorted by, then by their id. Letters are compared without their marks: to compare
 * as the language does takes a second for 100,000 names.
 * @type {Record<string, (session: Session) => number | string>}
 */
const KEYS = {
  newest: ({ connected_at: connected }) => -(connected ?? 0),
  name: ({ sortName = '' }) => sortName,
  audio: ({ firstLength = 0 }) => -firstLength, // as first seen, so that growing moves no row
  expires: ({ expires }) => expires || 1e15,
};

/** @type {Map<string, Session>} */
export const sessions = new Map();
/** All of them in the order that is shown, as far as `isSorted`. @type {Session[]} */
let ordered = [];
let isSorted = true;
let hasGone = false; // `ordered` has some that are no longer there
/** @type {Set<string>} */
export const hidden = new Set(); // ids that are deleted, but still to be undone
export const shown = {
  query: '',
  filter: 'all',
  sort: 'newest',
  rows: /** @type {Session[]} */ ([]),
  counts: /** @type {Record<string, number>} */ ({}),
  found: 0, // sessions that the player has found so far, while it still looks
  sound: 0, // sessions with sound that may be read
  known: 0, // of these, how many were analysed
  /** @type {Map<string, number>} */
  kinds: new Map(), // sessions by the codes of what was found in them
  state: 'loading', // 'ready' or 'error' then
};
/** @type {?Promise<void>} */
let loading = null;

/** @param {Partial<StoredSession>} session */
export const nameOf = ({ user_name: name, user_id: user }) =>
  name?.trim() || (user ? `User ${user}` : 'Unnamed');

/** Seconds the session still lives; null when it has no end. @param {Session} session */
export const timeLeft = ({ expires }) => expires && (expires - Date.now()) / 1000;

export function load() {
  loading ??= readAll()
    .then(
      (isComplete) => (isComplete ? 'ready' : 'loading'),
      () => (sessions.size ? 'ready' : 'error'),
    )
    .then((state) => {
      loading = null;
      shown.state = state;
      arrange();
      if (state === 'loading') setTimeout(load, AGAIN);
    });
  return loading;
}

/**
 * While the player still looks through a Redis that it has only met, the first page is enough: it
 * answers slowly then, and all pages are read again afterwards.
 * @returns {Promise<boolean>} whether that is all
 */
async function readAll() {
  const seen = new Set();
  let [offset, most, total] = [0, FIRST_PAGE, 1];
  for (; offset < total; offset += most, most = PAGE) {
    const page = await request(`/api/sessions?offset=${offset}&limit=${most}`);
    for (const session of page.sessions) seen.add(putRead(session).id);
    total = page.total;
    shown.found = total;
    if (!page.complete) return false;
    if (offset) arrangeSoon();
    else arrange();
  }
  for (const { id, dropped } of sessions.values()) if (!seen.has(id) && !dropped) drop(id);
  return true;
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

/** Live changes that are still to be taken over, in order. @type {(() => void)[]} */
let waiting = [];

/**
 * Live changes. Thousands at once are taken over little by little, so that the page answers meanwhile.
 * @param {Changes} changes
 */
export function apply({ added = [], updated = [], removed = [] }) {
  const isIdle = !waiting.length;
  waiting = waiting.concat(
    [...added, ...updated].map((session) => () => emit('session', put(session))),
    removed.map((id) => () => drop(id)),
  );
  if (isIdle) takeOver();
}

function takeOver() {
  waiting.slice(0, AT_ONCE).forEach((change) => change());
  waiting = waiting.slice(AT_ONCE);
  arrangeSoon();
  if (waiting.length) setTimeout(takeOver);
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
export function note(id, { format, duration, findings, verdict, complete }, length) {
  const serious = findings.filter(({ severity }) => severity !== 'info');
  /** @type {Partial<Session>} */
  const facts = { format, duration };
  if (complete) facts.known = length;
  if (complete && verdict) {
    const codes = [...new Set(findings.map(({ code }) => code))];
    const { severity, sentence } = verdict;
    const short = format?.short ?? '';
    facts.verdict = {
      severity,
      sentence,
      codes,
      serious: serious.length,
      duration,
      short,
      length,
    };
  }
  if (complete || serious.length)
    Object.assign(facts, { severity: serious[0]?.severity, findings: serious.length });
  if (sessions.has(id)) emit('session', Object.assign(sessions.get(id), facts));
}

/**
 * What a row shows of a session that was checked.
 * @param {Session} session @param {BriefVerdict} verdict @returns {Partial<Session>}
 */
function checked({ format }, { severity, serious: findings, duration, short, length: known }) {
  const isSerious = severity === 'warning' || severity === 'error';
  const brief = short ? { short } : null;
  return {
    known,
    findings,
    duration,
    format: format ?? brief,
    severity: isSerious ? severity : undefined,
  };
}

/** What the check of all sessions found in one. @param {CheckResult} result */
export function noteCheck({ session_id: id, verdict, length }) {
  const session = sessions.get(id);
  if (!session) return;
  const facts = verdict ? checked(session, verdict) : {};
  emit('session', Object.assign(session, { verdict, tried: length }, facts));
}

/** @param {Partial<StoredSession>} session @returns {Session} as held */
export function put(session) {
  const { session_id: id, ttl, user_name: name, user_id: user } = session;
  const before = sessions.get(id);
  /** @type {Session} */
  const held = before ?? { id, firstLength: session.audio_buffer_length, expires: null };
  const key = KEYS[shown.sort];
  const place = before && key(before);
  const expires = ttl && Date.now() + ttl * 1000;
  const isSameEnd = expires && Math.abs(expires - held.expires) < SAME;
  if (!before || before.user_name !== name || before.user_id !== user) {
    held.text = `${id}\n${name}\n${user}`.toLowerCase();
    held.sortName = plain(nameOf(session));
  }
  Object.assign(held, session, { expires: isSameEnd ? held.expires : expires });
  if (session.verdict) Object.assign(held, checked(held, session.verdict));
  if (!before) {
    sessions.set(id, held);
    ordered.push(held);
  }
  if (!before || key(held) !== place) isSorted = false;
  return held;
}

/** Letters without case and marks, to sort by. @param {string} text */
const plain = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** @param {string} id */
function drop(id) {
  if (!sessions.delete(id)) return;
  hasGone = true;
  emit('gone', { id });
}

/** @param {Session} a @param {Session} b */
function compare(a, b) {
  if (a.dropped !== b.dropped) return a.dropped ? -1 : 1;
  const key = KEYS[shown.sort];
  const [one, other] = [key(a), key(b)];
  if (one !== other) return one < other ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

/** @param {string} sort */
export function sortBy(sort) {
  shown.sort = sort;
  isSorted = false;
}

/** Find out what is shown, and count. What is in order already is not sorted again. */
export function arrange() {
  const query = shown.query.trim().toLowerCase();
  if (hasGone) ordered = ordered.filter((session) => sessions.get(session.id) === session);
  if (!isSorted) ordered.sort(compare);
  [hasGone, isSorted] = [false, true];
  const filters = Object.entries(FILTERS);
  const isChosen = FILTERS[shown.filter];
  const isWanted = narrowing(query);
  const kinds = new Map();
  const counts = Object.fromEntries(filters.map(([name]) => [name, 0]));
  Object.assign(shown, { counts, rows: [], sound: 0, known: 0, kinds });
  for (const session of ordered) {
    if (hidden.has(session.id)) continue;
    for (const [name, matches] of filters) if (matches(session)) counts[name] += 1;
    if (hasSound(session)) {
      shown.sound += 1;
      if (covers(session.known, session)) shown.known += 1;
    }
    for (const code of session.verdict?.codes ?? []) kinds.set(code, (kinds.get(code) ?? 0) + 1);
    if (isChosen(session) && isWanted(session)) shown.rows.push(session);
  }
  emit('sessions');
}

/** The same for what comes by itself: a few times a second, however much changes. */
export const arrangeSoon = limit(arrange, REST);

/** The session list: only the rows in sight exist, whatever the number of sessions. */
import { emit, limit, on } from './bus.js';
import { count, formatText, fullMoment, moment, thousands, time, timeToLive } from './format.js';
import { $, closest, copy, fill, write } from './html.js';
import { arrange, nameOf, sessions, shown, sortBy, timeLeft } from './sessions.js';
import { needsChecks } from './narrow.js';
import { playbacks } from './outputs.js';
/** @import {Facts, Session} from './types.js' */

const ROW = 84; // px, as --row
const SPARE = 6; // rows drawn above and below what is in sight
const REDRAW = 50; // ms between two drawings while sessions change
const REARRANGE = 1000; // ms between two rearrangements while analyses come in

const box = $('sessions');
const filters = $('filters').querySelectorAll('button');
/** @type {Map<string, HTMLElement>} */
const drawn = new Map(); // session id -> row
/** @type {?{id: string, place: number}} */
let anchor = null; // the row at the top edge, kept in place when others come and go
/** @type {?string} */
let selected = null;
let serial = 0;

/** @param {string} id @returns {number} the index of its row, or -1 */
const placeOf = (id) => shown.rows.findIndex((session) => session.id === id);
const top = () => Math.floor(box.scrollTop / ROW);
const bottom = () => Math.ceil((box.scrollTop + box.clientHeight) / ROW);

export const inSight = () => shown.rows.slice(top(), bottom());

/**
 * Where the keys act: the selected row, else the first whole one in sight.
 * @returns {number} its place, or -1
 */
function activePlace() {
  const place = placeOf(selected);
  return place >= 0 ? place : Math.min(Math.ceil(box.scrollTop / ROW), shown.rows.length - 1);
}

/**
 * @param {?string} id the open session @param {boolean} reveal scroll to it, no further than needed
 */
export function select(id, reveal = false) {
  selected = id;
  if (reveal) revealSelected();
  draw();
}

function revealSelected() {
  const y = placeOf(selected) * ROW;
  if (y >= 0) box.scrollTop = Math.max(y + ROW - box.clientHeight, Math.min(y, box.scrollTop));
}

/**
 * @param {number} place of the row to open @param {boolean} focus whether the keys go on from there
 */
function openAt(place, focus = false) {
  if (!shown.rows.length) return;
  emit('choose', {
    id: shown.rows[Math.min(shown.rows.length - 1, Math.max(0, place))].id,
    byKey: true,
  });
  if (focus) box.focus();
}

box.onclick = (event) => {
  const row = closest(event, '.row');
  if (row) emit('choose', { id: row.dataset.session });
};

box.onkeydown = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isSelected = placeOf(selected) >= 0;
  if (event.key === 'Enter') {
    if (isSelected) $('play').focus();
    else openAt(activePlace());
    return;
  }
  const page = Math.max(1, bottom() - top() - 2);
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -1e9, End: 1e9 }[
    event.key
  ];
  if (!step) return;
  event.preventDefault();
  openAt(isSelected || Math.abs(step) > 1 ? activePlace() + step : activePlace());
};
box.onfocus = () => box.matches(':focus-visible') && revealSelected();

/** What is cut off can be read by pointing at it. */
box.onpointerover = (event) => {
  const text = closest(event, '[data-fact]');
  if (text?.matches('bdi'))
    text.title = text.scrollWidth > text.clientWidth ? text.textContent : '';
  if (text?.matches('time')) {
    const { connected_at: connected } = sessions.get(closest(event, '.row').dataset.session) ?? {};
    text.title = `Connected ${fullMoment(connected)}`;
  }
};

/** Rows came or went: what is in sight stays where it is. */
function rearrange() {
  $('sessions-canvas').style.height = `${shown.rows.length * ROW}px`;
  const moved = anchor && placeOf(anchor.id) - anchor.place;
  if (moved && placeOf(anchor.id) >= 0) {
    box.scrollTop += moved * ROW;
    anchor.place += moved;
  }
  drawTools();
  draw();
  emit('sight');
}

function draw() {
  const left = new Map(drawn);
  const active = shown.rows[activePlace()]?.id;
  for (
    let place = Math.max(0, top() - SPARE);
    place < Math.min(shown.rows.length, bottom() + SPARE);
    place += 1
  ) {
    left.delete(shown.rows[place].id);
    drawRow(shown.rows[place], place, active);
  }
  left.forEach((row, id) => {
    row.remove();
    drawn.delete(id);
  });
  box.setAttribute('aria-activedescendant', drawn.get(active)?.id ?? '');
}

/**
 * @param {Session} session @param {number} place
 * @param {string} active id of the row where the keys act
 */
function drawRow(session, place, active) {
  const { id } = session;
  if (!drawn.has(id)) drawn.set(id, makeRow(id));
  const row = drawn.get(id);
  const playback = playbacks.get(id);
  Object.assign(row, {
    ariaSetSize: String(shown.rows.length),
    ariaPosInSet: String(place + 1),
    ariaSelected: String(id === selected),
  });
  row.dataset.severity = session.severity ?? '';
  row.classList.toggle('active', id === active);
  row.classList.toggle('playing', Boolean(playback));
  const share = playback?.duration ? playback.position / playback.duration : 0;
  row.style.setProperty('--share', String(share));
  row.style.transform = `translateY(${place * ROW}px)`;
  fill(row, facts(session));
}

/** @param {string} id */
function makeRow(id) {
  const row = copy($('row-template'), $('sessions-canvas'));
  row.id = `session-${serial++}`;
  row.dataset.session = id;
  return row;
}

/** @param {Session} session @returns {Facts} */
function facts(session) {
  const { id, authenticated, is_recording: recording, has_audio: hasAudio } = session;
  const { format, duration, findings, verdict } = session;
  const isClosed = authenticated === false; // null: the app keeps no such field
  return {
    name: nameOf(session),
    connected: moment(session.connected_at),
    duration: duration ? time(duration, 0) : '',
    id: session.dropped ? '' : id,
    dropped: Boolean(session.dropped),
    closed: isClosed,
    recording: !isClosed && recording,
    empty: !isClosed && !hasAudio && !recording,
    format: !isClosed && format ? formatText(format.short, format, 'measuring…') : '',
    findings: findings ? `▲ ${findings}` : '',
    verdict: isClosed ? '' : verdictText(verdict),
    ttl: timeToLive(timeLeft(session)),
  };
}

/** @param {Session['verdict']} verdict */
const verdictText = (verdict) =>
  verdict?.severity === 'ok' ? 'No fault found' : (verdict?.sentence ?? '');

function drawTools() {
  for (const button of filters) {
    button.ariaPressed = String(button.dataset.filter === shown.filter);
    write(button.lastElementChild, counted(button.dataset.filter));
  }
  const known = `${thousands(shown.known)} of ${thousands(shown.sound)} looked at`;
  const asked = (shown.filter === 'findings' || needsChecks()) && !isAllKnown();
  filters[filters.length - 1].title = isAllKnown() ? '' : known;
  if (shown.state === 'loading' && shown.found)
    write('shown', `${count(shown.found, 'session')} so far…`);
  if (shown.state !== 'loading')
    write('shown', asked && !shown.rows.length ? known : count(shown.rows.length, 'session'));
  $('list-states').dataset.state = shown.rows.length ? '' : whyEmpty(asked);
}

const isAllKnown = () => shown.known >= shown.sound;

/**
 * Findings can only be counted where a recording was analysed: "3+" is at least three.
 * @param {string} filter
 */
const counted = (filter) =>
  thousands(shown.counts[filter]) + (filter === 'findings' && !isAllKnown() ? '+' : '');

/** @param {boolean} isLooking findings are still to come */
function whyEmpty(isLooking) {
  if (shown.state !== 'ready') return shown.state;
  if (!shown.counts.all) return 'none';
  return isLooking && !shown.query.trim() ? 'looking' : 'match';
}

/** @param {Partial<typeof shown>} facts */
export const change = (facts) => {
  Object.assign(shown, facts);
  box.scrollTop = 0;
  arrange();
};
$('search').oninput = () => change({ query: $('search').value });
$('search').onkeydown = (event) => {
  if (!['Enter', 'ArrowDown'].includes(event.key) || event.isComposing) return;
  event.preventDefault();
  openAt(0, true);
};
$('sort').onchange = () => {
  sortBy($('sort').value);
  change({});
};
$('filters').onclick = (event) => {
  const button = closest(event, 'button');
  if (button) change({ filter: button.dataset.filter });
};
function onScroll() {
  anchor =
    box.scrollTop > 4 && shown.rows[top()] ? { id: shown.rows[top()].id, place: top() } : null;
  draw();
  emit('sight');
}
box.onscroll = onScroll;
new ResizeObserver(onScroll).observe(box);
on('sessions', rearrange);
on('session', limit(draw, REDRAW));
on('session', limit(arrange, REARRANGE)); // an analysis may change what a filter shows
on('speaker', draw);
setInterval(draw, 5000); // the times to live count down

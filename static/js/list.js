/** The session list: only the rows in sight exist, whatever the number of sessions. */
import { debounce, emit, on } from './bus.js';
import { count, shortFormat, thousands, time, timeToLive } from './format.js';
import { $, html, render, visible, write } from './html.js';
import { arrange, hidden, nameOf, sessions, shown, timeLeft } from './sessions.js';
import { playbacks } from './speaker.js';

const ROW = 66; // px, as --row
const SPARE = 6; // rows drawn above and below what is in sight

const box = $('sessions');
const drawn = new Map(); // session id -> row
let anchor = null; // the row at the top edge, kept in place when others come and go
let selected = null;
let serial = 0;
let frame = 0;

/** The sessions in sight, top first. */
export function inSight() {
  const first = Math.floor(box.scrollTop / ROW);
  return shown.rows.slice(first, first + Math.ceil(box.clientHeight / ROW));
}

const placeOf = (id) => shown.rows.findIndex((session) => session.session_id === id);

/** Mark a session as the open one. @param {?string} id @param {boolean} reveal scroll to it, no further than needed */
export function select(id, reveal = false) {
  selected = id;
  const top = placeOf(id) * ROW;
  if (reveal && top >= 0) box.scrollTop = Math.max(top + ROW - box.clientHeight, Math.min(top, box.scrollTop));
  draw();
}

/** Bind the list. @param {(id: string, byKey: boolean) => void} choose somebody chose a session @param {() => void} enter pressed */
export function bindList(choose, enter) {
  box.addEventListener('scroll', () => {
    const place = Math.floor(box.scrollTop / ROW);
    anchor = box.scrollTop > 4 && shown.rows[place] ? { id: shown.rows[place].session_id, place } : null;
    draw();
    emit('sight');
  });
  box.addEventListener('click', ({ target }) => {
    const row = target.closest('.row');
    if (row) choose(row.dataset.session, false);
  });
  box.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') enter();
    const page = Math.max(1, Math.floor(box.clientHeight / ROW) - 1);
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -1e9, End: 1e9 }[event.key];
    if (!step || !shown.rows.length) return;
    event.preventDefault();
    choose(shown.rows[Math.min(shown.rows.length - 1, Math.max(0, placeOf(selected) + step))].session_id, true);
    select(selected, true);
  });
  new ResizeObserver(() => { draw(); emit('sight'); }).observe(box);
  on('sessions', rearrange);
  on('session', drawSoon);
  on('speaker', drawSoon);
  setInterval(draw, 5000); // the times to live count down
  bindTools();
}

/** Rows came or went: what is in sight stays where it is. */
function rearrange() {
  $('sessions-canvas').style.height = `${shown.rows.length * ROW}px`;
  box.hidden = !shown.rows.length;
  const place = anchor ? placeOf(anchor.id) : -1;
  if (place >= 0 && place !== anchor.place) {
    box.scrollTop += (place - anchor.place) * ROW;
    anchor.place = place;
  }
  draw();
  emit('sight');
}

function drawSoon() {
  frame ||= requestAnimationFrame(draw);
}

/** Draw the rows in sight; unchanged ones are not touched. */
function draw() {
  frame = 0;
  const first = Math.max(0, Math.floor(box.scrollTop / ROW) - SPARE);
  const last = Math.min(shown.rows.length, Math.ceil((box.scrollTop + box.clientHeight) / ROW) + SPARE);
  const left = new Map(drawn);
  for (let place = first; place < last; place += 1) {
    left.delete(shown.rows[place].session_id);
    drawRow(shown.rows[place], place);
  }
  left.forEach((row, id) => { row.remove(); drawn.delete(id); });
  box.setAttribute('aria-activedescendant', drawn.get(selected)?.id ?? '');
}

function drawRow(session, place) {
  const id = session.session_id;
  if (!drawn.has(id)) drawn.set(id, makeRow(id));
  const row = drawn.get(id);
  const playback = playbacks.get(id);
  row.style.transform = `translateY(${place * ROW}px)`;
  row.ariaSetSize = shown.rows.length;
  row.ariaPosInSet = place + 1;
  row.ariaSelected = id === selected;
  row.classList.toggle('playing', Boolean(playback));
  row.style.setProperty('--share', playback?.duration ? playback.position / playback.duration : 0);
  render(row, rowHtml(session));
}

function makeRow(id) {
  const row = Object.assign(document.createElement('div'), { className: 'row', id: `session-${serial++}`, role: 'option' });
  row.dataset.session = id;
  $('sessions-canvas').append(row);
  return row;
}

const rowHtml = (session) => html`
  <span class="row-name"><bdi>${visible(nameOf(session))}</bdi></span>
  <span class="row-duration">${session.duration && time(session.duration, 0)}</span>
  <span class="row-facts"><bdi class="id">${visible(session.session_id)}</bdi>${chips(session)}${session.findings > 0
    && html`<span class="count ${session.severity}"><span aria-hidden="true">▲ ${session.findings}</span><span class="unseen">, ${count(session.findings, 'finding')}</span></span>`}</span>
  <span class="row-ttl">${timeToLive(timeLeft(session))}</span>`;

function chips({ authenticated, is_recording: recording, has_audio: hasAudio, format }) {
  const chip = (text, kind) => text && html`<span class="chip ${kind}">${text}</span>`;
  if (!authenticated) return chip('not authenticated', 'soft');
  return [recording && chip('recording', 'recording'), !hasAudio && !recording && chip('no audio yet', 'soft'), format && chip(shortFormat(format))];
}

/** The search field, the filters and the sorting above the list, and what stands there when it is empty. */
function bindTools() {
  const change = (facts) => { Object.assign(shown, facts); box.scrollTop = 0; arrange(); };
  $('search').addEventListener('input', ({ target }) => change({ query: target.value }));
  $('sort').addEventListener('change', ({ target }) => change({ sort: target.value }));
  $('filters').addEventListener('click', ({ target }) => target.closest('button') && change({ filter: target.closest('button').dataset.filter }));
  on('sessions', drawTools);
  on('session', debounce(arrange, 1000)); // an analysis may change what a filter shows
}

function drawTools() {
  for (const button of $('filters').children) {
    button.ariaPressed = button.dataset.filter === shown.filter;
    write(button.lastElementChild, thousands(shown.counts[button.dataset.filter]));
  }
  const reading = shown.state === 'loading' && shown.total > sessions.size;
  write('shown', reading ? `Reading ${thousands(sessions.size)} of ${count(shown.total, 'session')}…` : count(shown.rows.length, 'session'));
  const empty = shown.state !== 'ready' ? shown.state : sessions.size > hidden.size ? 'match' : 'none';
  $('list-states').dataset.state = shown.rows.length ? '' : empty;
}

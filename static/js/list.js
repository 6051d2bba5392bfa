/** The session list: only the rows in sight exist, whatever the number of sessions. */
import { debounce, emit, on } from './bus.js';
import { count, thousands, time, timeToLive } from './format.js';
import { $, copy, fill, write } from './html.js';
import { arrange, nameOf, shown, timeLeft } from './sessions.js';
import { playbacks } from './outputs.js';

const ROW = 66; // px, as --row
const SPARE = 6; // rows drawn above and below what is in sight

const box = $('sessions');
const drawn = new Map(); // session id -> row
let anchor = null; // the row at the top edge, kept in place when others come and go
let selected = null;
let serial = 0;

const placeOf = (id) => shown.rows.findIndex((session) => session.id === id);
const top = () => Math.floor(box.scrollTop / ROW);
const bottom = () => Math.ceil((box.scrollTop + box.clientHeight) / ROW);

export const inSight = () => shown.rows.slice(top(), bottom());

/** @param {?string} id the open session @param {boolean} reveal scroll to it, no further than needed */
export function select(id, reveal = false) {
  selected = id;
  const y = placeOf(id) * ROW;
  if (reveal && y >= 0)
    box.scrollTop = Math.max(y + ROW - box.clientHeight, Math.min(y, box.scrollTop));
  draw();
}

box.onclick = ({ target }) => {
  const row = target.closest('.row');
  if (row) emit('choose', { id: row.dataset.session });
};

box.onkeydown = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Enter') $('play').focus();
  const page = Math.max(1, bottom() - top() - 2);
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -1e9, End: 1e9 }[
    event.key
  ];
  if (!step || !shown.rows.length) return;
  event.preventDefault();
  emit('choose', {
    id: shown.rows[Math.min(shown.rows.length - 1, Math.max(0, placeOf(selected) + step))].id,
    byKey: true,
  });
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
  for (
    let place = Math.max(0, top() - SPARE);
    place < Math.min(shown.rows.length, bottom() + SPARE);
    place += 1
  ) {
    left.delete(shown.rows[place].id);
    drawRow(shown.rows[place], place);
  }
  left.forEach((row, id) => {
    row.remove();
    drawn.delete(id);
  });
  box.setAttribute('aria-activedescendant', drawn.get(selected)?.id ?? '');
}

function drawRow(session, place) {
  const { id } = session;
  if (!drawn.has(id)) drawn.set(id, makeRow(id));
  const row = drawn.get(id);
  const playback = playbacks.get(id);
  Object.assign(row, {
    ariaSetSize: shown.rows.length,
    ariaPosInSet: place + 1,
    ariaSelected: id === selected,
  });
  row.dataset.severity = session.severity;
  row.classList.toggle('playing', Boolean(playback));
  row.style.setProperty('--share', playback?.duration ? playback.position / playback.duration : 0);
  row.style.transform = `translateY(${place * ROW}px)`;
  fill(row, facts(session));
}

function makeRow(id) {
  const row = copy($('row-template'), $('sessions-canvas'));
  row.id = `session-${serial++}`;
  row.dataset.session = id;
  return row;
}

const facts = ({
  id,
  authenticated,
  is_recording: recording,
  has_audio: hasAudio,
  format,
  duration,
  findings,
  ...session
}) => ({
  name: nameOf(session),
  duration: duration ? time(duration, 0) : '',
  id,
  closed: !authenticated,
  recording: authenticated && recording,
  empty: authenticated && !hasAudio && !recording,
  format: (authenticated && format?.short) || '',
  findings: findings ? `▲ ${findings}` : '',
  ttl: timeToLive(timeLeft(session)),
});

function drawTools() {
  for (const button of $('filters').children) {
    button.ariaPressed = button.dataset.filter === shown.filter;
    write(button.lastElementChild, thousands(shown.counts[button.dataset.filter]));
  }
  if (shown.state !== 'loading') write('shown', count(shown.rows.length, 'session'));
  const empty = shown.state !== 'ready' ? shown.state : shown.counts.all ? 'match' : 'none';
  $('list-states').dataset.state = shown.rows.length ? '' : empty;
}

const change = (facts) => {
  Object.assign(shown, facts);
  box.scrollTop = 0;
  arrange();
};
$('search').oninput = ({ target }) => change({ query: target.value });
$('sort').onchange = ({ target }) => change({ sort: target.value });
$('filters').onclick = ({ target }) =>
  target.closest('button') && change({ filter: target.closest('button').dataset.filter });
box.onscroll = () => {
  anchor =
    box.scrollTop > 4 && shown.rows[top()] ? { id: shown.rows[top()].id, place: top() } : null;
  draw();
  emit('sight');
};
new ResizeObserver(box.onscroll).observe(box);
on('sessions', rearrange);
on('session', debounce(draw, 50));
on('session', debounce(arrange, 1000)); // an analysis may change what a filter shows
on('speaker', draw);
setInterval(draw, 5000); // the times to live count down

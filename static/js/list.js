/** The session list: only the rows in sight exist, whatever the number of sessions. */
import { count, shortFormat, time, timeToLive } from './format.js';
import { $, Emitter, html, render, setText, visible } from './html.js';
import { nameOf, timeLeft } from './sessions.js';

const ROW = 66; // px, as in list.css
const SPARE = 6; // rows drawn above and below what is in sight

/** Events: `select` {id, by: 'pointer'|'key'}, `enter`, `seen` (other rows are in sight). */
export class List extends Emitter {
  #box = $('sessions');
  #canvas = $('sessions-canvas');
  #rows = new Map(); // session id -> element
  #anchor = null; // the row at the top edge, kept in place
  #serial = 0;
  selected = null;

  constructor(sessions, speaker) {
    super();
    this.sessions = sessions;
    this.speaker = speaker;
    sessions.on('change', () => this.#rearrange());
    sessions.on('session', () => this.draw());
    this.#box.addEventListener('scroll', () => { this.#keepAnchor(); this.draw(); this.emit('seen'); });
    this.#box.addEventListener('click', (event) => this.#click(event));
    this.#box.addEventListener('keydown', (event) => this.#key(event));
    new ResizeObserver(() => { this.draw(); this.emit('seen'); }).observe(this.#box);
    setInterval(() => this.draw(), 5000); // the times to live count down
  }

  /** The sessions in sight, top first. */
  inSight() {
    const first = Math.floor(this.#box.scrollTop / ROW);
    return this.sessions.view.slice(first, first + Math.ceil(this.#box.clientHeight / ROW));
  }

  select(id) {
    this.selected = id;
    this.draw();
  }

  /** Scroll no further than needed to show the selected row. */
  reveal() {
    const top = this.#place() * ROW;
    const { scrollTop, clientHeight } = this.#box;
    if (top < 0) return;
    if (top < scrollTop) this.#box.scrollTop = top;
    else if (top + ROW > scrollTop + clientHeight) this.#box.scrollTop = top + ROW - clientHeight;
  }

  #place() { return this.sessions.view.findIndex((session) => session.session_id === this.selected); }

  #keepAnchor() {
    const place = Math.floor(this.#box.scrollTop / ROW);
    this.#anchor = this.#box.scrollTop > 4 ? { id: this.sessions.view[place]?.session_id, place } : null;
  }

  /** Rows came or went: what is in sight stays where it is. */
  #rearrange() {
    const { view } = this.sessions;
    this.#canvas.style.height = `${view.length * ROW}px`;
    const now = this.#anchor ? view.findIndex((session) => session.session_id === this.#anchor.id) : -1;
    if (now >= 0 && now !== this.#anchor.place) {
      this.#box.scrollTop += (now - this.#anchor.place) * ROW;
      this.#anchor.place = now;
    }
    this.draw();
    this.emit('seen');
  }

  /** Draw the rows in sight; unchanged ones are not touched. */
  draw() {
    const { view } = this.sessions;
    const first = Math.max(0, Math.floor(this.#box.scrollTop / ROW) - SPARE);
    const last = Math.min(view.length, Math.ceil((this.#box.scrollTop + this.#box.clientHeight) / ROW) + SPARE);
    const gone = new Map(this.#rows);
    for (let place = first; place < last; place += 1) {
      gone.delete(view[place].session_id);
      this.#drawRow(view[place], place, view.length);
    }
    gone.forEach((row, id) => { row.remove(); this.#rows.delete(id); });
    const active = this.#rows.get(this.selected);
    if (active) this.#box.setAttribute('aria-activedescendant', active.id);
    else this.#box.removeAttribute('aria-activedescendant');
    this.#box.toggleAttribute('hidden', !view.length);
  }

  #drawRow(session, place, total) {
    let row = this.#rows.get(session.session_id);
    if (!row) {
      row = Object.assign(document.createElement('div'), { className: 'row', id: `session-${this.#serial++}` });
      row.setAttribute('role', 'option');
      row.dataset.session = session.session_id;
      this.#rows.set(session.session_id, row);
      this.#canvas.append(row);
    }
    row.style.transform = `translateY(${place * ROW}px)`;
    row.setAttribute('aria-setsize', total);
    row.setAttribute('aria-posinset', place + 1);
    row.setAttribute('aria-selected', session.session_id === this.selected);
    render(row, rowHtml(session));
    this.#drawProgress(row, this.speaker.playbacks.get(session.session_id));
  }

  #drawProgress(row, playback) {
    row.classList.toggle('playing', Boolean(playback));
    const share = playback?.duration ? playback.position / playback.duration : 0;
    row.lastElementChild.style.setProperty('--share', share.toFixed(3));
  }

  #click(event) {
    const row = event.target.closest('.row');
    if (row) this.emit('select', { id: row.dataset.session, by: 'pointer' });
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { view } = this.sessions;
    const page = Math.max(1, Math.floor(this.#box.clientHeight / ROW) - 1);
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity }[event.key];
    if (event.key === 'Enter') this.emit('enter');
    if (!step || !view.length) return;
    event.preventDefault();
    event.stopPropagation();
    const place = Math.min(view.length - 1, Math.max(0, this.#place() + step));
    this.emit('select', { id: view[place].session_id, by: 'key' });
    this.reveal();
  }
}

function rowHtml(session) {
  const { findings = 0, severity = 'warning', duration } = session;
  return html`
    <span class="row-name"><bdi>${visible(nameOf(session))}</bdi></span>
    <span class="row-duration">${duration ? time(duration, 0) : ''}</span>
    <span class="row-facts"><bdi class="id">${visible(session.session_id)}</bdi>${chips(session)}${findings > 0
      && html`<span class="count ${severity}"><span aria-hidden="true">▲ ${findings}</span><span class="unseen">, ${count(findings, 'finding')}</span></span>`}</span>
    <span class="row-ttl">${timeToLive(timeLeft(session))}</span>
    <span class="row-progress"></span>`;
}

function chips(session) {
  const chip = (text, kind = '') => html`<span class="chip ${kind}">${text}</span>`;
  if (!session.authenticated) return chip('not authenticated', 'soft');
  return [session.is_recording && chip('recording', 'recording'),
    !session.has_audio && !session.is_recording && chip('no audio yet', 'soft'),
    session.format && chip(shortFormat(session.format))];
}

/** The search field, the filters and the sorting above the list, and what stands there when it is empty. */
export function bindTools(sessions) {
  const search = $('search');
  search.addEventListener('input', () => { sessions.query = search.value; sessions.arrange(); $('sessions').scrollTop = 0; });
  $('sort').addEventListener('change', (event) => { sessions.sort = event.target.value; sessions.arrange(); });
  $('filters').addEventListener('click', (event) => {
    const { filter } = event.target.closest('button')?.dataset ?? {};
    if (!filter) return;
    sessions.filter = filter;
    sessions.arrange();
  });
  const draw = () => drawTools(sessions);
  sessions.on('change', draw);
  sessions.on('session', debounce(draw, 300));
}

function drawTools(sessions) {
  const counts = sessions.counts();
  for (const button of $('filters').querySelectorAll('button')) {
    button.setAttribute('aria-pressed', button.dataset.filter === sessions.filter);
    setText(button.lastElementChild, counts[button.dataset.filter].toLocaleString('en'));
  }
  const loading = sessions.state === 'loading' && sessions.total > sessions.all.size;
  setText($('shown'), loading ? `Reading ${sessions.all.size.toLocaleString('en')} of ${count(sessions.total, 'session')}…`
    : count(sessions.view.length, 'session'));
  const { state, all, view, hidden } = sessions;
  const nothing = view.length ? '' : state === 'ready' ? (all.size > hidden.size ? 'match' : 'none') : state;
  $('list-states').dataset.state = nothing;
}

/** Call `job` once things are quiet. @param {number} wait ms */
export function debounce(job, wait) {
  let timer;
  return (...values) => { clearTimeout(timer); timer = setTimeout(() => job(...values), wait); };
}

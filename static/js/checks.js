/**
 * The check of all sessions, which the player does in the background while a page wants it: how far it
 * is, what it finds, and the menu of filters by it.
 */
import { request, socket } from './api.js';
import { addActions, debounce, on, recall, remember } from './bus.js';
import { thousands } from './format.js';
import { $, closest, fill, repeat, write } from './html.js';
import { change } from './list.js';
import { asksPlayer, chosen, narrowed } from './narrow.js';
import { arrangeSoon, noteCheck, shown } from './sessions.js';
/** @import {CheckEvent, CheckProgress} from './types.js' */

const PAUSED = 'checks-paused';
const PAGE = 1000;
const QUIET = 300; // ms after the last letter until the player is asked

let isPaused = recall(PAUSED) === true;
/** @type {CheckProgress} */
let progress = { checked: 0, total: 0, running: false };

/** @param {CheckProgress} now */
function take(now) {
  progress = now;
  draw();
}

function tellPlayer() {
  socket.emit('check_sessions', { wanted: !isPaused }, take);
}

socket.on('connect', tellPlayer);
socket.on('sessions_checked', (/** @type {CheckEvent} */ { sessions, ...now }) => {
  sessions.forEach(noteCheck);
  take(now);
  if (sessions.length) arrangeSoon();
});

function draw() {
  const { checked, total } = progress;
  const isDone = checked >= total;
  fill($('checks'), {
    progress: total
      ? `${isDone ? 'All ' : `${thousands(checked)} of `}${thousands(total)} checked${isPaused && !isDone ? ', paused' : ''}`
      : isPaused
        ? 'The check is paused'
        : ' ',
    pause: !isPaused && !isDone,
    resume: isPaused,
  });
}

/** @param {boolean} paused */
function pause(paused) {
  isPaused = paused;
  remember(PAUSED, paused || null);
  tellPlayer();
  draw();
  /** @type {?HTMLElement} */ ($('checks').querySelector('.link:not([hidden])'))?.focus();
}

/** @param {string} code of a finding */
export const kindText = (code) => code.replaceAll('_', ' ');

function drawMenu() {
  const { kinds } = shown;
  const codes = [...new Set([...kinds.keys(), ...narrowed.kinds])].sort(
    (a, b) => (kinds.get(b) ?? 0) - (kinds.get(a) ?? 0) || (a < b ? -1 : 1),
  );
  repeat('filter-kinds', codes, (code, item) => {
    const box = item.querySelector('input');
    box.value = code;
    box.checked = narrowed.kinds.has(code);
    return { kind: kindText(code), count: thousands(kinds.get(code) ?? 0) };
  });
  $('no-kinds').hidden = codes.length > 0;
  const count = chosen();
  $('filter-button').classList.toggle('used', count > 0);
  write('filter-button', count ? `Filter (${count})` : 'Filter');
  const words = [
    ...(narrowed.verdict ? [VERDICTS[narrowed.verdict]] : []),
    ...(narrowed.hours ? [TIMES[narrowed.hours]] : []),
    ...[...narrowed.kinds].map(kindText),
  ];
  const keys = [
    ...(narrowed.verdict ? ['verdict'] : []),
    ...(narrowed.hours ? ['hours'] : []),
    ...narrowed.kinds,
  ];
  repeat('filter-chips', words, (word, item) => {
    const button = item.querySelector('button');
    button.value = keys[words.indexOf(word)];
    button.ariaLabel = `Remove the filter ${word}`;
    return { word };
  });
  $('filter-chips').hidden = !count;
}

/** @type {Record<string, string>} */
const VERDICTS = { ok: 'no fault', warning: 'warnings and errors', error: 'errors' };
/** @type {Record<number, string>} */
const TIMES = { 1: 'last hour', 24: 'last 24 hours', 168: 'last 7 days', 720: 'last 30 days' };

$('filter-form').onchange = () => {
  const form = new FormData($('filter-form'));
  narrowed.verdict = String(form.get('verdict') ?? '');
  narrowed.hours = Number(form.get('hours') ?? 0);
  narrowed.kinds = new Set(form.getAll('kind').map(String));
  change({});
};

$('filter-chips').onclick = (event) => {
  const button = /** @type {?HTMLButtonElement} */ (closest(event, 'button'));
  if (!button) return;
  if (button.value === 'verdict') narrowed.verdict = '';
  else if (button.value === 'hours') narrowed.hours = 0;
  else narrowed.kinds.delete(button.value);
  showChoice();
  change({});
  $('filter-button').focus();
};

/** The menu as it is chosen. */
function showChoice() {
  const { elements } = $('filter-form');
  /** @type {any} */ (elements.namedItem('verdict')).value = narrowed.verdict;
  /** @type {any} */ (elements.namedItem('hours')).value = String(narrowed.hours);
}

/** Fields that only the player knows: it is asked once the search is quiet. */
const ask = debounce(async () => {
  const query = shown.query.trim().toLowerCase();
  if (narrowed.remote.query === query || !asksPlayer(query)) return;
  /** @type {Set<string>} */
  const ids = new Set();
  for (let [offset, total] = [0, 1]; offset < total; offset += PAGE) {
    const parameters = new URLSearchParams({ query, offset: String(offset), limit: String(PAGE) });
    const page = await request(`/api/sessions?${parameters}`).catch(() => ({}));
    for (const { session_id: id } of page.sessions ?? []) ids.add(id);
    total = page.total ?? 0;
  }
  if (shown.query.trim().toLowerCase() !== query) return;
  narrowed.remote = { query, ids };
  arrangeSoon();
}, QUIET);
$('search').addEventListener('input', ask);

addActions({
  'pause-checks': () => pause(true),
  'resume-checks': () => pause(false),
  'clear-filters': () => {
    Object.assign(narrowed, { verdict: '', hours: 0, kinds: new Set() });
    showChoice();
    change({});
  },
});
on('sessions', drawMenu);
draw();

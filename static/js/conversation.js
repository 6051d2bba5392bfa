/** Who said what: read for the open session, and shown as a list that follows the sound, and as a table. */
import { request, sessionUrl } from './api.js';
import { addActions, emit, on } from './bus.js';
import { session } from './detail.js';
import { count, time } from './format.js';
import { $, closest, repeat, visible, write } from './html.js';
import { askedSides, choose, labelOf, setOwner } from './names.js';
import { transport } from './transport.js';
/** @import {ConversationAnswer, Line, TalkRow, Turn} from './types.js' */

const LIVE_REST = 15000; // ms between two readings while a call grows: turns take the whole of it
const TALK_OVER = -100; // ms; less is told as no talk-over
const NAMES = { caller: 'Caller', agent: 'Agent' };

/** @type {?ConversationAnswer} */
let talk = null;
/** @type {Line[]} */
let lines = [];
let asked = ''; // what was last asked for
let readAt = 0; // ms, when
let loading = new AbortController();
let now = -1; // the line that sounds
let matches = /** @type {number[]} */ ([]); // lines in which the searched words stand

/** What is known of the open session's words, or null. */
export const conversation = () => talk;

/**
 * The turns whose time is known, in order: of the words, else of the sound.
 * @returns {{start: number, name: string, text: string}[]}
 */
export function turns() {
  const timed = (talk?.turns ?? []).filter(({ start }) => start !== null);
  const found = timed.length ? timed : (talk?.rows ?? []);
  return found
    .map((turn) => ({ start: turn.start, name: speakerOf(turn), text: turn.text }))
    .sort((a, b) => a.start - b.start);
}

/** @param {?number} ms */
const seconds = (ms) => `${(Math.abs(ms) / 1000).toFixed(1)} s`;

/** @param {{speaker: string, side: string}} one */
export const speakerOf = ({ speaker, side }) =>
  labelOf(speaker) || NAMES[/** @type {keyof typeof NAMES} */ (side)] || '';

/** Read the words of the open session. */
async function read() {
  loading.abort();
  loading = new AbortController();
  readAt = performance.now();
  const { signal } = loading;
  const { id } = session;
  const url = sessionUrl(id, '/conversation', { ...transport.source?.reading, ...askedSides() });
  const answer = await request(url, { signal }).catch(() => /** @type {null} */ (null));
  if (signal.aborted) return;
  show(answer);
}

/** @param {?ConversationAnswer} answer */
function show(answer) {
  talk = answer;
  lines = answer ? linesOf(answer) : [];
  now = -1;
  draw();
  emit('conversation');
}

/** Turns and events in the order in which they happened. @param {ConversationAnswer} answer @returns {Line[]} */
function linesOf({ turns, events, rows }) {
  const said = turns.map((turn) => ({ ...turn, answer: answerOf(turn, rows) }));
  const happened = events.map(({ name, at }) => ({
    speaker: '',
    side: '',
    text: name,
    start: at,
    end: at,
    words: /** @type {Line['words']} */ ([]),
    answer: '',
    isEvent: true,
  }));
  if (!turns.some(({ start }) => start !== null)) return [...said, ...happened];
  return [...said, ...happened].sort((a, b) => (a.start ?? 0) - (b.start ?? 0));
}

/** How a turn follows what was said before. @param {Turn} turn @param {TalkRow[]} rows */
function answerOf({ side, start, end }, rows) {
  if (start === null) return '';
  const row = rows.find((one) => one.side === side && one.end > start && one.start < end);
  if (!row || Math.abs(row.start - start) > 1) return '';
  if (row.answer_ms !== null) return `answered after ${seconds(row.answer_ms)}`;
  return row.pause_ms < TALK_OVER ? `began ${seconds(row.pause_ms)} before the other ended` : '';
}

function draw() {
  const isEmpty = !talk || !(lines.length || talk.rows.length || talk.text);
  $('conversation').hidden = isEmpty;
  if (isEmpty) return;
  write('talk-summary', summaryText());
  $('said').hidden = !lines.length;
  $('find-box').hidden = !lines.length;
  repeat('said', lines, (line, element) => {
    element.className = `line ${line.isEvent ? 'event' : line.side}`;
    element.removeAttribute('aria-current');
    return {
      at: line.start === null ? '' : time(line.start),
      who: speakerOf(line),
      text: line.text,
      answer: line.answer,
    };
  });
  write('said-text', visible(lines.length ? '' : talk.text));
  drawTable();
  drawNames();
  find();
  follow(transport.position);
}

/** The sentence above the list. */
function summaryText() {
  const { summary: all, clock, has_times: hasTimes, turns } = talk;
  const parts = [];
  if (all.answers)
    parts.push(
      `The agent answers after ${seconds(all.answer_median_ms)} as a rule, ${seconds(all.answer_longest_ms)} at the longest.`,
    );
  if (all.talk_over)
    parts.push(
      `Both speak at once ${count(all.talk_over, 'time')}, ${seconds(all.talk_over_ms)} in all.`,
    );
  if (all.silences) parts.push(`The longest silence lasts ${seconds(all.longest_silence_ms)}.`);
  if (turns.length && !hasTimes) parts.push('The app wrote no times beside these words.');
  if (clock === 'first_word')
    parts.push('Nothing tells when the recording began: the first words lie at the first sound.');
  return parts.join(' ');
}

function drawTable() {
  const { rows, measured } = talk;
  $('turns-part').hidden = !rows.length;
  write(
    'turns-measured',
    measured === 'sound' ? 'Measured in the sound of each side.' : 'By the times beside the words.',
  );
  repeat('turns-rows', rows, (row, element) => {
    const button = element.querySelector('button');
    button.value = String(row.start);
    return {
      at: time(row.start, 2),
      who: speakerOf(row),
      length: `${(row.end - row.start).toFixed(1)} s`,
      before: beforeText(row),
      text: row.text,
    };
  });
  const { href } = new URL(
    sessionUrl(session.id, '/conversation.csv', askedSides()),
    location.href,
  );
  /** @type {HTMLAnchorElement} */ ($('turns-csv')).href = href;
}

/** @param {TalkRow} row */
function beforeText({ pause_ms: pause, answer_ms: answer }) {
  if (pause === null) return '–';
  if (answer !== null) return `answered after ${answer} ms`;
  return pause < 0 ? `${-pause} ms talk-over` : `${pause} ms pause`;
}

/** Name and side of each lane and speaker. */
function drawNames() {
  const names = [
    ...new Set([
      ...talk.lanes.map(({ name }) => name),
      ...talk.turns.map(({ speaker }) => speaker),
    ]),
  ].filter(Boolean);
  $('who-part').hidden = !names.length;
  const sides = new Map([
    ...talk.turns.map(({ speaker, side }) => /** @type {const} */ ([speaker, side])),
    ...talk.lanes.map(({ name, side }) => /** @type {const} */ ([name, side])),
  ]);
  repeat('who', names, (name, element) => {
    element.dataset.name = name;
    const input = element.querySelector('input');
    const select = element.querySelector('select');
    const shown = visible(name);
    if (document.activeElement !== input) input.value = labelOf(name);
    input.ariaLabel = `Name of ${shown}`;
    select.ariaLabel = `Side of ${shown}`;
    select.value = sides.get(name) ?? '';
    return { name };
  });
}

$('who').addEventListener('change', (event) => {
  const { name } = closest(event, '[data-name]').dataset;
  const field = /** @type {HTMLInputElement | HTMLSelectElement} */ (event.target);
  if (field instanceof HTMLSelectElement)
    choose(name, { side: /** @type {'caller' | 'agent' | ''} */ (field.value) });
  else choose(name, { label: field.value.trim() });
});

// The line that sounds

/** @param {number} position s */
function follow(position) {
  const last = lines.findLastIndex(({ start }) => start !== null && start <= position + 1e-3);
  const sounding = lines.findLastIndex(
    ({ start, end, isEvent }) =>
      !isEvent && start !== null && start <= position + 1e-3 && end > position,
  );
  mark(sounding >= 0 ? sounding : last);
  markWord(position);
}

/** @param {number} index */
function mark(index) {
  if (index === now) return;
  const copies = $('said').children;
  copies[now + 1]?.removeAttribute('aria-current');
  now = index;
  const element = copies[now + 1];
  if (!element) return;
  element.setAttribute('aria-current', 'true');
  if (transport.isPlaying) reveal(element);
}

/** Scroll the list alone, not the page. @param {Element} element */
function reveal(element) {
  const list = $('said');
  const { offsetTop, offsetHeight } = /** @type {HTMLElement} */ (element);
  const isSeen =
    offsetTop >= list.scrollTop && offsetTop + offsetHeight <= list.scrollTop + list.clientHeight;
  if (!isSeen) list.scrollTop = offsetTop - list.clientHeight / 3;
}

/** The text of a line on the page. @param {number} index @returns {?Text} */
const textNode = (index) =>
  /** @type {?Text} */ (
    $('said').children[index + 1]?.querySelector('[data-fact=text]')?.firstChild ?? null
  );

/** Where each word of a line begins in its text; -1 where it is not in it. @param {Line} line */
function offsets({ text, words }) {
  let from = 0;
  return words.map(([, , word]) => {
    const at = text.indexOf(word, from);
    if (at >= 0) from = at + word.length;
    return at;
  });
}

/** @param {string} name of a highlight in conversation.css @param {Range[]} ranges */
function paint(name, ranges) {
  if (!('highlights' in CSS)) return; // without it whole lines are marked
  if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
  else CSS.highlights.delete(name);
}

/** @param {Text} node @param {number} start @param {number} length */
function rangeOf(node, start, length) {
  const range = new Range();
  range.setStart(node, Math.min(start, node.length));
  range.setEnd(node, Math.min(start + length, node.length));
  return range;
}

/** @param {number} position s */
function markWord(position) {
  const line = lines[now];
  const node = line?.words.length ? textNode(now) : null;
  const index = node ? line.words.findLastIndex(([start]) => start <= position + 1e-3) : -1;
  const at = index >= 0 && line.words[index][1] > position ? offsets(line)[index] : -1;
  paint('word', at >= 0 ? [rangeOf(node, at, line.words[index][2].length)] : []);
}

/** A click on a word seeks to it, elsewhere in the line to its beginning. */
$('said').addEventListener('click', (event) => {
  const element = closest(event, '.line');
  if (!element || !String(getSelection())) seekTo(element, event);
});

/** @param {?Element} element @param {MouseEvent} event */
function seekTo(element, { clientX, clientY }) {
  const index = element ? [...$('said').children].indexOf(element) - 1 : -1;
  const line = lines[index];
  if (!line || line.start === null) return;
  const caret = line.words.length && clientX ? caretAt(clientX, clientY) : null;
  const word =
    caret && caret.node === textNode(index)
      ? offsets(line).findLastIndex((at) => at >= 0 && at <= caret.offset)
      : -1;
  emit('seek', word >= 0 ? line.words[word][0] : line.start);
}

/** @param {number} x @param {number} y */
function caretAt(x, y) {
  const found = document.caretPositionFromPoint?.(x, y);
  return found ? { node: found.offsetNode, offset: found.offset } : null;
}

// Search

function find() {
  const wanted = $('find-words').value.trim().toLowerCase();
  matches = wanted
    ? lines.flatMap(({ text }, i) => (text.toLowerCase().includes(wanted) ? [i] : []))
    : [];
  const found = new Set(matches);
  [...$('said').children].forEach((element, i) =>
    element.classList.toggle('found', found.has(i - 1)),
  );
  const ranges = matches.flatMap((index) => {
    const node = textNode(index);
    const at = node?.data.toLowerCase().indexOf(wanted) ?? -1;
    return at >= 0 ? [rangeOf(node, at, wanted.length)] : [];
  });
  paint('found', ranges);
  write('found-words', wanted ? (matches.length ? count(matches.length, 'line') : 'none') : '');
}

/** @param {number} by */
function nextMatch(by) {
  if (!matches.length) return;
  const next =
    by > 0
      ? (matches.find((one) => one > now) ?? matches[0])
      : (matches.findLast((one) => one < now) ?? matches.at(-1));
  const element = $('said').children[next + 1];
  reveal(element);
  if (lines[next].start === null) mark(next);
  else emit('seek', lines[next].start);
}

$('find-words').addEventListener('input', () => {
  find();
  if (matches.length) reveal($('said').children[matches[0] + 1]);
});
$('find-words').addEventListener('keydown', (event) => {
  if (event.key !== 'Enter') return;
  event.preventDefault();
  nextMatch(event.shiftKey ? -1 : 1);
});

addActions({
  'play-turn': (shift, { value }) => emit('seek', Number(value)),
  say: () => {}, // the click on its line does it
});
on('position', follow);
on('names', () => session && read());
/** Read again what has grown. */
on('read', (state) => {
  if (state === asked) return;
  if (state && transport.isLive && performance.now() - readAt < LIVE_REST) return; // the next one may
  asked = state;
  setOwner(session);
  if (state) read();
  else {
    loading.abort();
    show(null);
  }
});

/** The strip above the waveform: a lane for each side, a block for each turn, and what happened. */
import { emit, on } from './bus.js';
import { conversation, speakerOf } from './conversation.js';
import { time } from './format.js';
import { $, closest, repeat, visible } from './html.js';
import { transport } from './transport.js';
import { view } from './waveform.js';
/** @import {Block, Span} from './types.js' */

const LANES = 3; // more speakers share the last one
const THIN = 3; // px; blocks that are thinner and touch each other become one
const TOUCH = 1; // px between them
const ROOM = 34; // px that the words of an answer delay need

/** @type {{name: string, blocks: Block[]}[]} */
let lanes = [];
/** @type {Block[]} */
let events = [];
/** @type {Block[]} */
let gaps = [];
/** @type {Block[]} */
let overlaps = [];
/** @type {HTMLElement[]} */
let drawn = []; // the blocks in sight, to find the one that sounds

/** Sort what was said into lanes, the caller's first. */
function arrange() {
  const talk = conversation();
  const said = talk?.has_times
    ? talk.turns.filter(({ start }) => start !== null)
    : talk?.measured === 'sound'
      ? talk.rows
      : [];
  /** @type {Map<string, {name: string, side: string, blocks: Block[]}>} */
  const found = new Map();
  for (const one of said) {
    const key = one.side || one.speaker;
    const lane = found.get(key) ?? { name: speakerOf(one), side: one.side, blocks: [] };
    found.set(key, lane);
    lane.blocks.push({ start: one.start, end: one.end, text: one.text, side: one.side });
  }
  /** @param {{side: string}} lane */
  const rank = ({ side }) => ['caller', 'agent', ''].indexOf(side);
  const all = [...found.values()].sort((a, b) => rank(a) - rank(b));
  all.slice(LANES).forEach(({ blocks }) => all[LANES - 1].blocks.push(...blocks));
  lanes = all.slice(0, LANES);
  events = (talk?.events ?? [])
    .filter(({ at }) => at !== null)
    .map(({ name, at }) => ({ start: at, end: at, text: name, side: '' }));
  gaps = (talk?.rows ?? [])
    .filter(({ answer_ms: answer }) => answer !== null)
    .map(({ start, answer_ms: answer }) => ({
      start: start - answer / 1000,
      end: start,
      text: `${(answer / 1000).toFixed(1)} s`,
      side: '',
    }));
  overlaps = (talk?.overlaps ?? []).map(([start, end]) => ({ start, end, text: '', side: '' }));
  const isEmpty = !lanes.length && !events.length;
  $('talk').hidden = isEmpty;
  $('talk').style.setProperty('--talk-lanes', String(Math.max(1, lanes.length)));
  draw();
}

/**
 * The blocks in sight, those too thin to be told apart as one.
 * @param {Block[]} blocks in order @param {Span} part @param {number} scale px a second
 */
function seen(blocks, { start, end }, scale) {
  /** @type {Block[]} */
  const found = [];
  for (const block of blocks) {
    if (block.end < start || block.start > end) continue;
    const last = found.at(-1);
    const isThin = last && (last.end - last.start) * scale < THIN;
    if (isThin && (block.start - last.end) * scale < TOUCH)
      found[found.length - 1] = { ...last, end: Math.max(last.end, block.end), text: '' };
    else found.push(block);
  }
  return found;
}

/** @param {HTMLElement} element @param {Block} block @param {Span} part @param {number} scale */
function place(element, { start, end }, part, scale) {
  const from = Math.max(start, part.start - 2 / scale); // what lies before is not laid out
  const to = Math.min(end, part.end + 2 / scale);
  element.style.left = `${(from - part.start) * scale}px`;
  element.style.width = `${Math.max(1, (to - from) * scale)}px`;
  element.dataset.start = String(start);
  element.dataset.end = String(end);
}

function draw() {
  const part = view();
  if (!part || $('talk').hidden) return;
  const scale = $('talk').clientWidth / (part.end - part.start);
  /** @param {string | Element} target @param {Block[]} blocks @param {string} kind */
  const fillWith = (target, blocks, kind) =>
    repeat(target, seen(blocks, part, scale), (block, element) => {
      element.className = `${kind} ${block.side}`;
      place(element, block, part, scale);
      element.title = `${time(block.start)} ${visible(block.text)}`;
      return { text: block.text };
    });
  repeat('talk-lanes', lanes, ({ name, blocks }, lane) => {
    fillWith(lane.querySelector('.talk-blocks'), blocks, 'say');
    return { name };
  });
  const wide = gaps.filter(({ start, end }) => (end - start) * scale >= ROOM);
  fillWith('talk-gaps', wide, 'gap');
  fillWith('talk-overlaps', overlaps, 'overlap');
  fillWith('talk-events', events, 'happened');
  drawn = [...$('talk-lanes').querySelectorAll('.say')].map(
    (one) => /** @type {HTMLElement} */ (one),
  );
  sound(transport.position);
}

/** @param {number} position s */
function sound(position) {
  for (const block of drawn) {
    const { start, end } = block.dataset;
    block.classList.toggle('now', Number(start) <= position && position < Number(end));
  }
}

$('talk').addEventListener('click', (event) => {
  const block = closest(event, '[data-start]');
  const part = view();
  if (block) emit('seek', Number(block.dataset.start));
  else if (part) {
    const { left, width } = $('talk').getBoundingClientRect();
    emit('seek', part.start + ((event.clientX - left) / width) * (part.end - part.start));
  }
});
on('conversation', arrange);
on('names', arrange);
on('view', draw);
on('position', sound);

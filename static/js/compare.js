/**
 * Two recordings below each other, in step: another session, or another reading of the same one. One key
 * switches what is heard. Where both hold the same sound, its difference is drawn below them.
 */
import { request, sessionUrl } from './api.js';
import { actions, addActions, emit, on } from './bus.js';
import { bytesPerSecond } from './cards.js';
import './controls.js';
import { session } from './detail.js';
import { drawCurve, seekOn } from './below.js';
import { moment } from './format.js';
import { $, closest, fill, repeat, visible } from './html.js';
import { pair } from './pair.js';
import { Peaks, drawBars } from './peaks.js';
import { isSame, offered } from './readings.js';
import { hasSound, nameOf, sessions } from './sessions.js';
import { moveTo, transport } from './transport.js';
import { prepare, shown, view } from './waveform.js';
/** @import {Comparison, InfoAnswer, Reading, Relation, Source} from './types.js' */

const MOST = 50; // sessions that are offered at once
const SETTLE = 60; // ms before finer peaks are fetched
/** @type {[number, number]} */
const RANGE = [-90, 0]; // dBFS of the difference, from the bottom to the top
const LABELS = [-80, -60, -40, -20];
const EQUAL = -119; // dBFS, below which nothing differs

/**
 * The second recording, and how it lies to the first one.
 * @typedef {{id: string, reading: ?Reading, name: string, source: Source, peaks: Peaks}} Other
 * @type {?Other}
 */
let other = null;
/** @type {Relation} */
let relation = { offset: 0, stretch: 1 };
/** @type {?Comparison} */
let comparison = null;
/** @type {?Source} */
let first = null; // that is compared
let isMoving = false; // the sound, into the comparison or out of it
let isRefining = false;
let asked = 0; // counts what was begun, so that only the last one is shown

// What to compare with

/** @typedef {{id: string, reading: ?Reading, name: string, detail: string}} Choice */

/** @returns {Choice[]} */
function choices() {
  const query = $('compare-search').value.trim().toLowerCase();
  const { id, source } = { id: session.id, source: transport.source };
  const readings = offered()
    .filter(
      ({ reading, isUsed }) => !isUsed && !(source.reading && isSame(reading, source.reading)),
    )
    .map(({ reading, name }) => ({ id, reading, name, detail: 'another reading of it' }))
    .filter(({ name }) => name.toLowerCase().includes(query));
  const found = [];
  for (const one of sessions.values()) {
    if (found.length >= MOST) break;
    if (one.id !== id && hasSound(one) && one.text.includes(query)) found.push(one);
  }
  found.sort((a, b) => (b.connected_at ?? 0) - (a.connected_at ?? 0));
  return [
    ...readings,
    ...found.map((one) => ({
      id: one.id,
      reading: /** @type {?Reading} */ (null),
      name: nameOf(one),
      detail: `${visible(one.id)} ${moment(one.connected_at)}`,
    })),
  ];
}

/** @type {Choice[]} */
let listed = [];

function drawChoices() {
  listed = choices();
  repeat('compare-choices', listed, ({ name, detail }) => ({ name, detail }));
  $('compare-none').hidden = listed.length > 0;
}

$('compare-search').oninput = drawChoices;
$('compare-search').onkeydown = (event) => {
  if (event.key === 'ArrowDown') {
    event.preventDefault();
    $('compare-choices').querySelector('button')?.focus();
  }
  if (event.key !== 'Enter' || event.isComposing) return;
  event.preventDefault();
  if (listed.length) choose(listed[0]);
};
$('compare-choices').onkeydown = (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const buttons = [...$('compare-choices').querySelectorAll('button')];
  const place = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement)) + step;
  (place < 0 ? $('compare-search') : (buttons[place] ?? buttons.at(-1))).focus();
};
$('compare-choices').onclick = (event) => {
  const button = closest(event, 'button');
  if (!button) return;
  const place = [...$('compare-choices').querySelectorAll('button')].indexOf(
    /** @type {HTMLButtonElement} */ (button),
  );
  if (listed[place]) choose(listed[place]);
};

/** @param {Choice} choice */
function choose(choice) {
  $('compare-dialog').close();
  compareWith(choice);
}

// The comparison

/** @param {Pick<Choice, 'id' | 'reading' | 'name'>} choice */
async function compareWith({ id, reading, name }) {
  asked += 1;
  const turn = asked;
  const source = transport.source;
  const get = (/** @type {string} */ verb, /** @type {object} */ more = {}) =>
    request(sessionUrl(id, verb, { ...reading, ...more }));
  try {
    /** @type {InfoAnswer} */
    const { audio_info: info } = await get('/info', { wait: 0 });
    if (!info.duration) throw new Error('There is no sound in it that could be compared.');
    const peaks = new Peaks(info, (part) => get('/waveform', part));
    await peaks.read(1);
    if (turn !== asked || transport.source?.id !== source.id) return;
    const { duration, length: version, format } = info;
    const { sampleRate, silences } = peaks;
    const rate = bytesPerSecond(format);
    const own = transport.source.bytesPerSecond;
    first = transport.source;
    other = {
      id,
      reading,
      name,
      peaks,
      source: {
        id,
        reading,
        tracks: {},
        duration,
        version,
        silences,
        sampleRate,
        bytesPerSecond: rate,
      },
    };
    // the same bytes last otherwise where they are read at another rate
    const stretch = id === first.id && rate && own ? own / rate : 1;
    begin({ offset: 0, stretch });
    relate(turn);
  } catch (/** @type {any} */ { code, message }) {
    if (turn === asked) emit('failed', { code, message });
  }
}

/** @param {Relation} how */
function begin(how) {
  relation = how;
  comparison = null;
  $('compare').hidden = false;
  const { isPlaying, position } = transport;
  isMoving = true;
  pair.end();
  pair.begin(
    [
      [first, shown()],
      [other.source, other.peaks],
    ],
    relation,
  );
  moveTo('browser');
  transport.cursor = position;
  if (isPlaying && pair.state === 'stopped') pair.play(position);
  isMoving = false;
  keepInAddress();
  drawFacts();
  draw();
}

/** Ask the player what both have in common. @param {number} turn */
async function relate(turn) {
  const { id, reading } = other;
  if (relation.stretch !== 1) return; // the same bytes at another speed are another sound
  const theirs = Object.fromEntries(
    Object.entries(reading ?? {}).map(([name, value]) => [`with_${name}`, value]),
  );
  const parameters = { ...first.reading, ...first.tracks, ...theirs, with: id };
  const found = await request(sessionUrl(first.id, '/compare', parameters)).catch(
    () => /** @type {any} */ (null),
  );
  if (turn !== asked || !other) return;
  comparison = found;
  if (found?.same && found.offset) {
    relation = { ...relation, offset: found.offset };
    pair.align(relation);
  }
  drawFacts();
  draw();
}

function end() {
  if (!other) return;
  asked += 1;
  const { isPlaying, position } = transport;
  other = null;
  comparison = null;
  first = null;
  $('compare').hidden = true;
  $('transport').dataset.heard = '';
  pair.end();
  transport.cursor = position;
  moveTo(transport.wanted);
  if (isPlaying && transport.output.state === 'stopped') transport.output.play(position);
  keepInAddress();
  draw();
}

/** The address leads to the comparison, so that a link to it can be passed on. */
function keepInAddress() {
  const route = new URLSearchParams(location.hash.slice(1));
  if (!route.has('session')) return;
  route.delete('with');
  route.delete('with_reading');
  if (other && other.id !== first.id) route.set('with', other.id);
  if (other?.reading) route.set('with_reading', JSON.stringify(other.reading));
  history.replaceState(null, '', `#${route}`);
}

/** What a link into a comparison asks for. */
let isLinked = new URLSearchParams(location.hash.slice(1));
function followLink() {
  const id = isLinked.get('with') ?? isLinked.get('session');
  const text = isLinked.get('with_reading');
  if (!transport.source || isLinked.get('session') !== transport.source.id) return;
  if (!isLinked.has('with') && !text) return;
  isLinked = new URLSearchParams();
  /** @type {?Reading} */
  let reading = null;
  try {
    reading = JSON.parse(text);
  } catch {
    /* a link that was cut off */
  }
  const known = sessions.get(id);
  const ofReading = offered().find((one) => reading && isSame(one.reading, reading))?.name;
  compareWith({ id, reading, name: ofReading ?? (known ? nameOf(known) : id) });
}

// What is seen

function drawFacts() {
  if (!other) return;
  const { heard } = pair;
  $('transport').dataset.heard = heard ? 'second' : 'first';
  const buttons = $('compare-heard').querySelectorAll('button');
  buttons.forEach((button, i) => {
    button.ariaPressed = String(i === heard);
  });
  fill($('compare'), {
    first: nameOf(session),
    second: other.name,
    relation: sentence(),
    differs: Boolean(comparison?.same),
  });
}

/** What both have in common, in a sentence. */
function sentence() {
  if (relation.stretch !== 1)
    return 'The same bytes, read at another rate: both are heard from the same byte on.';
  if (!comparison) return 'Looking for what they have in common…';
  const { same, offset, gain_db: gain, difference } = comparison;
  if (!same) return 'Not the same recording: both are heard from the same time on.';
  const known = difference.filter((value) => value !== null);
  if (known.length && known.every((value) => value <= EQUAL) && !offset && !gain)
    return 'The same sound, without any difference.';
  const parts = [];
  const milliseconds = Math.abs(offset * 1000);
  const far =
    milliseconds < 1000 ? `${milliseconds.toFixed(0)} ms` : `${(milliseconds / 1000).toFixed(2)} s`;
  if (milliseconds >= 1) parts.push(`${far} ${offset > 0 ? 'later' : 'earlier'}`);
  if (gain) parts.push(`${Math.abs(gain).toFixed(1)} dB ${gain > 0 ? 'louder' : 'softer'}`);
  const how = parts.length
    ? `The same recording, the second one ${parts.join(' and ')}.`
    : 'The same recording.';
  if (!known.length) return how;
  const loudest = known.reduce((most, value) => Math.max(most, value), -Infinity);
  return loudest <= EQUAL
    ? `${how} Nothing else differs.`
    : `${how} It differs by ${String(Math.round(loudest)).replace('-', '−')} dBFS at most.`;
}

/** Draw the second waveform and the difference over the part in sight. */
function draw() {
  const seen = view();
  if (!other || !seen) return;
  const { offset, stretch } = relation;
  const context = prepare($('compare-wave'));
  const { width, height } = context.canvas;
  const pixel = (seen.end - seen.start) / width;
  const { peaks } = other;
  const from = seen.start * stretch + offset;
  const step = pixel * stretch;
  const begin = Math.max(0, Math.ceil(-from / step));
  const last = Math.min(width, Math.floor((peaks.duration - from) / step));
  if (last > begin) {
    context.translate(begin, 0);
    const tall = height / peaks.channels;
    const { scale } = shown();
    peaks
      .columns(from + begin * step, step, last - begin)
      .forEach((lane, i) => drawBars(context, lane, { top: i * tall, height: tall, scale }));
    refine({ start: from + begin * step, end: from + last * step, pixel: step });
  }
  const differences = prepare($('compare-difference'));
  if (!comparison?.same) return;
  const { difference: values, step: every } = comparison;
  drawCurve(differences, { values, step: every, range: RANGE, asBars: true });
}

/** Fetch what the part in sight lacks. @param {{start: number, end: number, pixel: number}} part s */
async function refine(part) {
  if (isRefining) return;
  isRefining = true;
  await new Promise((resolve) => setTimeout(resolve, SETTLE));
  const now = other;
  const hasCome = now && (await now.peaks.refine(part).catch(() => false));
  isRefining = false;
  if (hasCome && now === other) draw();
}

repeat('compare-axis', LABELS, (level, label) => {
  label.style.top = `${(1 - (level - RANGE[0]) / (RANGE[1] - RANGE[0])) * 100}%`;
  return { level: `${String(level).replace('-', '−')}${level === LABELS.at(-1) ? ' dBFS' : ''}` };
});
seekOn($('compare-wave'));
seekOn($('compare-difference'));

const clearPart = actions.part;
addActions({
  'compare-with': () => {
    $('compare-search').value = '';
    drawChoices();
    $('compare-dialog').showModal();
  },
  'end-compare': end,
  swap: (shift, button) => {
    const side = button?.dataset.side;
    if (other && (side === undefined || Number(side) !== pair.heard)) pair.swap();
  },
  part: (shift, button) => {
    if (other && !button.dataset.edge && !transport.region) end();
    else clearPart(shift, button);
  },
});
on('view', () => {
  pair.show(shown());
  draw();
});
on('output', ({ output }) => {
  if (output === pair) drawFacts();
});
on('transport', () => {
  followLink();
  if (!other || isMoving) return;
  const { source, output } = transport;
  // another session, another reading of it, or another output
  const isOther = source?.id !== first.id || source.bytesPerSecond !== first.bytesPerSecond;
  if (isOther || (output !== pair && transport.source)) end();
});
on('theme', draw);
new ResizeObserver(draw).observe($('compare-wave'));

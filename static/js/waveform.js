/**
 * The waveform: the part in sight is drawn on a canvas as wide as the window, whatever the zoom.
 * The box around it scrolls over an empty room as long as the sound. Times in seconds.
 */
import { addActions, emit, on } from './bus.js';
import { clockAt } from './clock.js';
import { time } from './format.js';
import { watchPointer } from './gestures.js';
import { $, repeat, write } from './html.js';
import { isAudible, laneNames } from './lanes.js';
import { drawMarks, markAt, marksOf, nearest, placesOf, textOf } from './marks.js';
import { drawBars, drawLine, foldLine } from './peaks.js';
/** @import {Finding, Mark, Place, Span} from './types.js' */
/** @import {Peaks} from './peaks.js' */

const CLOSEST = 0.02; // s in sight, or less if it takes less for
const WIDEST = 8; // px from one sample to the next
const LINE = 4; // px from one sample to the next, from which on a line is drawn through them,
const JOINED = 0.25; // and from which on bars are as tall as a line would be
const LONGEST = 8e6; // px that browsers can lay out
const DRIFT = 10; // px that the view moves at a time to bring the playhead to its middle,
const FAST = 600; // px a second, from which on it goes there at once
const SETTLE = 40; // ms before finer peaks are fetched,
const REST = 1000; // and while the recording grows
const LABEL = 90; // px between two times below the waveform
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600]; // s between them, or tenths, hundredths
const HEAD = 28; // px above the waveform of a track, for its name; as in waveform.css
const MUTED = 0.3; // opacity
const LINE_HEIGHT = 16; // px of a step of the wheel where it counts in lines

const box = $('waveform');
const room = $('waveform-room');
const scene = $('waveform-scene');
const wave = $('wave');
const played = $('played');
const overview = $('overview-box');
/** @type {NodeListOf<HTMLElement>} */
const playheads = document.querySelectorAll('.playhead');

/** @type {?Peaks} */
let peaks = null;
/** @type {Place[]} */
let places = [];
/** @type {Mark[]} */
let marks = [];
/** @type {Mark[]} */
let overviewMarks = [];
/** @type {?Span} */
let region = null;
let zoom = 0; // px a second; 0 fits
let start = 0; // of the part in sight, a whole number of the screen's pixels
let position = 0;
let follow = true; // the playhead is kept in sight, until the view is scrolled
let selecting = false;
let scrolled = 0; // px, where the box was scrolled to from here
let frame = 0;
let isRefining = false;

const width = () => Math.max(1, scene.clientWidth);
const scale = () => zoom || width() / peaks.duration;
const pixel = () => 1 / scale() / devicePixelRatio;
const inSight = () => width() / scale();
/** @param {number} seconds */
const share = (seconds) => `${(seconds / peaks.duration) * 100}%`;

/** The part in sight, or null. @returns {?Span} */
export function view() {
  return peaks && { start, end: Math.min(peaks.duration, start + inSight()) };
}

/** The part in sight, where that is not all. @returns {?Span} */
export const zoomed = () => (zoom ? view() : null);

/** Bring a part into sight. @param {Span} part */
export function showPart(part) {
  if (!peaks || !(part.end > part.start)) return;
  const closest = Math.max(width() / CLOSEST, WIDEST * peaks.sampleRate);
  zoom = Math.min(closest, width() / (part.end - part.start));
  if (zoom * peaks.duration <= width() + 1) zoom = 0;
  start = part.start;
  follow = false;
  refresh();
}

/** What is drawn: {channels, sampleRate (Hz), duration (s)}, or null. */
export const shown = () => peaks;

/**
 * @param {?Peaks} fresh null empties @param {Finding[]} findings marked
 * @param {boolean} grown: zoom and place stay
 */
export function show(fresh, findings = [], grown = false) {
  if (grown && fresh !== peaks) fresh?.inherit(peaks);
  peaks = fresh;
  places = placesOf(findings);
  if (!grown) {
    zoom = 0;
    start = 0;
    follow = true;
  }
  box.tabIndex = peaks ? 0 : -1; // it scrolls
  refresh();
}

/** Other findings of what is shown. @param {Finding[]} findings */
export function mark(findings) {
  places = placesOf(findings);
  drawOverview();
  redraw();
}

/** More of the peaks came, or the room for them changed. */
export function refresh() {
  room.style.width = peaks && zoom ? `${Math.min(LONGEST, peaks.duration * zoom)}px` : '';
  if (peaks) scrollTo(start);
  drawOverview();
  redraw();
}

/**
 * @param {number} seconds at the left edge @param {boolean} isByHand: the box is where it should be
 */
function scrollTo(seconds, isByHand = false) {
  const rest = peaks.duration - inSight();
  start = Math.round(Math.max(0, Math.min(rest, seconds)) / pixel()) * pixel();
  if (!isByHand) box.scrollLeft = rest > 0 ? (start / rest) * (box.scrollWidth - width()) : 0;
  scrolled = box.scrollLeft;
  movePlayhead();
  redraw();
}

/**
 * @param {number} factor 0 shows all
 * @param {number} [at] px from the left that stay in place; else the playhead
 */
function zoomBy(factor, at) {
  if (!peaks) return;
  const { end } = view();
  at ??= position >= start && position <= end ? (position - start) * scale() : width() / 2;
  const anchor = start + at / scale();
  const closest = Math.max(width() / CLOSEST, WIDEST * peaks.sampleRate);
  zoom = Math.min(closest, scale() * factor);
  if (zoom * peaks.duration <= width() + 1) zoom = 0;
  start = anchor - at / scale();
  refresh();
}

/** @param {number} seconds where the playhead stands @param {boolean} playing */
export function setPosition(seconds, playing = false) {
  const hasMoved = seconds !== position;
  position = seconds;
  if (!peaks) return;
  if (zoom && follow && (playing || hasMoved)) keepInSight(playing);
  movePlayhead();
}

/** @param {boolean} playing */
function keepInSight(playing) {
  const { end } = view();
  const shift = position - start - inSight() / 2;
  if (position < start || position > end) scrollTo(start + shift);
  else if (playing && shift > 0)
    scrollTo(start + (scale() > FAST ? shift : Math.min(shift, DRIFT / scale())));
}

function movePlayhead() {
  const sight = inSight(); // read before anything is written: each reading behind that lays out the page
  const left = `${((position - start) / sight) * 100}%`;
  const isOut = position < start || position > start + sight;
  for (const playhead of playheads) {
    playhead.style.left = left;
    playhead.hidden = isOut;
  }
  played.style.clipPath = `inset(0 calc(100% - ${left}) 0 0)`;
}

/** @param {?Span} selected */
export function setRegion(selected) {
  region = selected;
  redraw();
}

/** All places of findings, in order. */
export const placesInOrder = () => places;

const redraw = () => {
  frame ||= requestAnimationFrame(draw);
};

/** Draw the part in sight. */
function draw() {
  frame = 0;
  const context = prepare(wave);
  marks = peaks ? marksOf(places, view(), scale()) : [];
  drawMarks('marks', marks);
  $('region').hidden = !peaks || !region;
  playheads.forEach((playhead) => playhead.classList.toggle('unplaced', !peaks));
  if (peaks) {
    drawWave(context);
    place($('region'), region);
    const { end } = view();
    Object.assign($('overview-view').style, { left: share(start), width: share(end - start) });
    drawTimes(end);
    movePlayhead();
    refine();
  }
  $('overview-view').hidden = !zoom;
  colourPlayed();
  emit('view');
}

/**
 * Empty a canvas, make it as large as it is shown, and take its colour.
 * @param {HTMLCanvasElement} canvas
 */
export function prepare(canvas) {
  const [across, down] = [canvas.clientWidth, canvas.clientHeight].map((length) =>
    Math.round(length * devicePixelRatio),
  );
  if (canvas.width !== across || canvas.height !== down)
    Object.assign(canvas, { width: across, height: down });
  const context = canvas.getContext('2d');
  context.clearRect(0, 0, across, down);
  context.fillStyle = getComputedStyle(canvas).color;
  return context;
}

/** @param {CanvasRenderingContext2D} context */
function drawWave(context) {
  const { end } = view();
  const step = 1 / pixel() / peaks.sampleRate; // the screen's pixels from one sample to the next
  const samples = step >= JOINED && peaks.samples(start, end);
  const columns = Math.ceil((end - start) / pixel() - 1e-6);
  const tall = wave.height / peaks.channels;
  const head = laneNames().length ? HEAD * devicePixelRatio : 0;
  const lanes = samples ? samples.lanes : peaks.columns(start, pixel(), columns);
  lanes.forEach((lane, i) => {
    const room = { top: i * tall + head, height: tall - head, scale: peaks.scale };
    context.globalAlpha = isAudible(i) ? 1 : MUTED;
    const begin = samples && (start - samples.start) / samples.step;
    if (samples && step >= LINE) drawLine(context, lane, begin, step, room);
    else drawBars(context, samples ? foldLine(lane, begin, 1 / step, columns) : lane, room);
  });
}

/** The same in the colour of what was played; how much of it shows is up to the playhead. */
function colourPlayed() {
  const context = prepare(played);
  if (!wave.width || !wave.height) return;
  context.globalCompositeOperation = 'source-over';
  context.drawImage(wave, 0, 0);
  context.globalCompositeOperation = 'source-in';
  context.fillRect(0, 0, played.width, played.height);
}

/** @param {HTMLElement} element @param {?Span} part */
function place(element, part) {
  if (!part) return;
  element.style.left = `${(part.start - start) * scale()}px`;
  element.style.width = `${(part.end - part.start) * scale()}px`;
}

function drawOverview() {
  const context = prepare(overview.querySelector('canvas'));
  const { width: columns, height } = context.canvas;
  const step = peaks ? peaks.duration / columns : 0;
  if (peaks && columns)
    for (const lane of peaks.columns(0, step, columns))
      drawBars(context, lane, { top: 0, height, scale: peaks.scale });
  const all = peaks && { start: 0, end: peaks.duration };
  overviewMarks = peaks ? marksOf(places, all, overview.clientWidth / peaks.duration) : [];
  drawMarks('overview-marks', overviewMarks);
}

/**
 * Fetch what the part in sight lacks; one after the other, so that quick scrolling asks for little.
 */
async function refine() {
  if (isRefining) return;
  isRefining = true;
  await new Promise((resolve) => setTimeout(resolve, peaks.isGrowing ? REST : SETTLE));
  const now = peaks;
  const hasCome = now && (await now.refine({ ...view(), pixel: pixel() }).catch(() => false));
  isRefining = false;
  if (hasCome || (peaks && now !== peaks)) redraw();
}

/** @param {number} end s, at the right edge */
function drawTimes(end) {
  const least = ((end - start) / width()) * LABEL;
  const digits = Math.max(0, Math.ceil(-Math.log10(least)));
  const step = STEPS.find((one) => one >= least * 10 ** digits || one === 3600) / 10 ** digits;
  const times = [];
  for (let i = Math.ceil(start / step - 1e-6); i * step < end - least * 0.4; i += 1)
    times.push(i * step);
  const sight = inSight();
  for (const axis of ['timeline', 'spectrogram-times'])
    repeat(axis, times, (at, label) => {
      label.style.left = `${((at - start) / sight) * 100}%`;
      return { at: time(at, Math.max(0, Math.ceil(-Math.log10(step) - 1e-6))) };
    });
}

/** @param {MouseEvent} event @returns {number} px from the left edge, within the box */
const across = ({ clientX }) =>
  Math.max(0, Math.min(width(), clientX - scene.getBoundingClientRect().left));
/** @param {MouseEvent} event */
const timeAt = (event) => Math.min(peaks.duration, start + across(event) / scale());

/** Near a mark its place is meant. @param {MouseEvent} event */
function clickTime(event) {
  const mark = markAt(marks, across(event));
  return mark ? nearest(mark, timeAt(event)) : timeAt(event);
}

watchPointer(scene, {
  timeAt,
  clickTime,
  reveal: ({ clientX }) => {
    const { left, right } = scene.getBoundingClientRect();
    const beyond = Math.min(0, clientX - left) + Math.max(0, clientX - right);
    if (beyond) scrollTo(start + beyond / scale());
  },
  isSelecting: () => selecting,
  region: () => region,
  setRegion,
  duration: () => peaks?.duration ?? 0,
});

scene.addEventListener('pointermove', (event) => {
  if (!peaks) return;
  const x = across(event);
  const text = textOf(markAt(marks, x));
  write('hover-time', time(timeAt(event), Math.max(1, Math.ceil(Math.log10(scale())))));
  write('hover-clock', clockAt(timeAt(event)));
  write('hover-mark', text);
  $('hover').hidden = false;
  $('hover').classList.toggle('left', x > width() / 2);
  $('hover').style.left = `${x}px`;
});
scene.addEventListener('pointerleave', () => {
  $('hover').hidden = true;
});

overview.addEventListener('pointermove', ({ clientX }) => {
  const text = textOf(markAt(overviewMarks, clientX - overview.getBoundingClientRect().left));
  if (overview.title !== text) overview.title = text;
});
overview.addEventListener('click', ({ clientX }) => {
  const x = clientX - overview.getBoundingClientRect().left;
  const mark = peaks && markAt(overviewMarks, x);
  if (mark) emit('seek', nearest(mark, (x / overview.clientWidth) * peaks.duration));
});

box.addEventListener('scroll', () => {
  if (!peaks || Math.abs(box.scrollLeft - scrolled) < 1) return;
  follow = false;
  const part = box.scrollLeft / (box.scrollWidth - width());
  scrollTo(part * (peaks.duration - inSight()), true);
});

box.addEventListener(
  'wheel',
  (event) => {
    if (!peaks) return;
    const { ctrlKey, metaKey, shiftKey, deltaMode, deltaX, deltaY } = event;
    const unit = deltaMode ? LINE_HEIGHT : 1;
    const sideways = (deltaX || (shiftKey ? deltaY : 0)) * unit;
    const isZoom = ctrlKey || metaKey;
    // where the room is shorter than the sound, a pixel of it is many of ours
    if (!isZoom && !(sideways && peaks.duration * zoom > LONGEST)) return;
    event.preventDefault();
    follow = false;
    if (isZoom) zoomBy(Math.exp((-deltaY * unit) / 200), across(event));
    else scrollTo(start + sideways / scale());
  },
  { passive: false },
);

addActions({
  zoom: (shift, { dataset: { by } }) => zoomBy(Number(by)),
  'select-part': (shift, button) => {
    selecting = !selecting;
    button.ariaPressed = String(selecting);
  },
});
on('seek', (seconds) => {
  follow = true;
  if (peaks && (seconds < start || seconds > view().end)) scrollTo(seconds - inSight() / 3);
});
on('tracks', redraw);
on('theme', refresh);
matchMedia('(forced-colors: active)').onchange = refresh;
new ResizeObserver(refresh).observe(scene);
new ResizeObserver(refresh).observe(overview);

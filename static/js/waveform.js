/** The waveform: wavesurfer draws, scrolls and takes the pointer; the peaks come from the server. Times in seconds. */
import { actions, emit, on } from './bus.js';
import { time } from './format.js';
import { $, press } from './html.js';
import { drawLane } from './peaks.js';
import { Hover, Regions, WaveSurfer } from './vendor.js';

const CLOSEST = 2000; // px a second
const LONGEST = 8e6; // px of a whole recording, so that browsers can lay it out
const LABEL = 90; // px between two times below the waveform
const STEPS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600]; // s

const box = $('waveform');
let peaks = null;
let surfer = null;
let regions = null;
let region = null;
let zoom = 0; // px a second; 0 fits
let marks = [];
let position = 0;
let follow = true; // the playhead is kept in sight, until somebody scrolls
let selecting = false;
let refining;

export const nonce = document.querySelector('meta[name=csp-nonce]').content;
export const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

const fitting = () => box.clientWidth / peaks.duration;
const share = (seconds) => `${seconds / peaks.duration * 100}%`;

/** The part in sight. @returns {?{start: number, end: number}} */
export function view() {
  if (!surfer) return null;
  const start = surfer.getScroll() / (zoom || fitting());
  return { start, end: Math.min(peaks.duration, start + box.clientWidth / (zoom || fitting())) };
}

/** @param {?Peaks} shown null empties @param {object[]} findings marked @param {boolean} grown zoom and place stay */
export function show(shown, findings = [], grown = false) {
  const scroll = grown && surfer ? surfer.getScroll() : 0;
  surfer?.destroy();
  surfer = null;
  peaks = shown;
  marks = findings.filter((finding) => typeof finding.at_seconds === 'number');
  if (!grown) zoom = 0;
  if (peaks) create(scroll);
  drawOverview();
}

function create(scroll) {
  peaks.resize(zoom * peaks.duration);
  regions = Regions.create();
  surfer = WaveSurfer.create({
    container: box, cspNonce: nonce, height: Math.max(36, Math.floor(box.clientHeight / peaks.lanes.length)),
    splitChannels: peaks.lanes.map(() => ({})), peaks: peaks.lanes, duration: peaks.duration, minPxPerSec: zoom,
    waveColor: color('wave'), progressColor: color('accent'), cursorColor: color('ink'), cursorWidth: 2, dragToSeek: { debounceTime: 0 },
    renderFunction: ([lane], context) => drawLane(lane, context, peaks?.scale),
    plugins: [regions, Hover.create({ lineColor: color('dim'), labelBackground: color('ink'), labelColor: color('panel'), formatTimeCallback: (seconds) => time(seconds, zoom > 200 ? 3 : 1) })],
  });
  surfer.on('interaction', (seconds) => emit('seek', seconds));
  surfer.on('scroll', moved);
  surfer.on('resize', moved);
  surfer.once('ready', () => { surfer.setScroll(scroll); setRegion(region); setPosition(position); });
  regions.on('region-created', (made) => { if (made.id !== 'own') { made.remove(); emit('region', { start: made.start, end: made.end }); } });
  regions.on('region-updated', ({ id, start, end }) => id === 'own' && emit('region', { start, end }));
  placeMarks(surfer.getWrapper());
  moved();
}

/** @param {number} factor above 1 looks closer, 0 shows all @param {number} at px from the left edge that stays in place */
function zoomBy(factor, at = box.clientWidth / 2) {
  if (!surfer) return;
  const anchor = view().start + at / (zoom || fitting());
  const wanted = Math.min(CLOSEST, LONGEST / peaks.duration, (zoom || fitting()) * factor);
  zoom = wanted > fitting() * 1.01 ? wanted : 0;
  peaks.resize(zoom * peaks.duration);
  surfer.setOptions({ minPxPerSec: zoom, peaks: peaks.lanes, duration: peaks.duration });
  surfer.setScroll(anchor * (zoom || fitting()) - at);
  moved();
}

/** @param {number} seconds where the playhead stands @param {boolean} playing */
export function setPosition(seconds, playing = false) {
  position = seconds;
  if (!surfer) return;
  surfer.options.autoScroll = playing && follow;
  surfer.setTime(seconds);
  $('overview-head').style.left = share(seconds);
}

/** Bring a time into sight. */
export function reveal(seconds) {
  const { start, end } = view() ?? {};
  follow = true;
  if (seconds < start || seconds > end) surfer.setScrollTime(Math.max(0, seconds - (end - start) / 3));
}

/** @param {?{start: number, end: number}} selected */
export function setRegion(selected) {
  region = selected;
  const [drawn] = regions?.getRegions() ?? [];
  if (drawn && region && drawn.start === region.start && drawn.end === region.end) return;
  regions?.clearRegions();
  if (region && surfer) regions.addRegion({ ...region, id: 'own', color: color('selection') });
}

/** A mark for every finding that has a place. */
function placeMarks(container) {
  container.querySelectorAll('[part~=mark]').forEach((mark) => mark.remove());
  for (const { at_seconds: at, severity, message } of marks) {
    const mark = Object.assign(document.createElement('i'), { className: severity, title: `${time(at)} ${message}` });
    mark.setAttribute('part', `mark mark-${severity}`);
    mark.style.left = share(at);
    mark.addEventListener('click', (event) => { event.stopPropagation(); emit('seek', at); });
    container.append(mark);
  }
}

function drawOverview() {
  const canvas = $('overview').firstElementChild;
  canvas.width = canvas.clientWidth * devicePixelRatio;
  canvas.height = canvas.clientHeight * devicePixelRatio;
  const context = canvas.getContext('2d');
  context.fillStyle = color('wave');
  if (peaks) drawLane(peaks.lanes[0], context, peaks.scale);
  placeMarks($('overview'));
}

/** Another part is in sight: the frame in the overview, the times, and finer peaks. */
function moved() {
  if (!surfer) return;
  const { start, end } = view();
  Object.assign($('overview-view').style, { left: share(start), width: share(end - start) });
  $('overview-view').hidden = !zoom;
  drawTimes(start, end);
  clearTimeout(refining);
  refining = setTimeout(refine, 120);
}

async function refine() {
  if (!surfer) return;
  const { start, end } = view();
  const now = peaks;
  const fresh = await peaks.refine(start, end).catch(() => false);
  if (fresh && now === peaks) surfer.setOptions({ peaks: peaks.lanes, duration: peaks.duration });
  emit('view');
}

function drawTimes(start, end) {
  const least = (end - start) / box.clientWidth * LABEL;
  const step = STEPS.find((one) => one >= least) ?? end;
  const digits = Math.max(0, Math.ceil(-Math.log10(step)));
  const labels = [];
  for (let i = Math.ceil(start / step); i * step < end - least * 0.4; i += 1) {
    const label = Object.assign(document.createElement('span'), { textContent: time(i * step, digits) });
    label.style.left = `${(i * step - start) / (end - start) * 100}%`;
    labels.push(label);
  }
  $('timeline').replaceChildren(...labels);
}

/** Shift and drag, or just drag while selecting, makes a region instead of seeking. */
box.addEventListener('pointerdown', ({ shiftKey, button }) => {
  if (!surfer || button || !(shiftKey || selecting)) return;
  const stop = regions.enableDragSelection({ color: color('selection') });
  surfer.toggleInteraction(false);
  addEventListener('pointerup', () => setTimeout(() => { stop(); surfer?.toggleInteraction(true); }), { once: true });
}, true);

box.addEventListener('wheel', (event) => {
  follow = false;
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  zoomBy(Math.exp(-event.deltaY / 200), event.clientX - box.getBoundingClientRect().left);
}, { passive: false });

for (const type of ['pointerdown', 'pointermove']) {
  $('overview').addEventListener(type, (event) => {
    if (!event.buttons || !peaks) return;
    $('overview').setPointerCapture(event.pointerId);
    const { left, width } = $('overview').getBoundingClientRect();
    emit('seek', Math.min(1, Math.max(0, (event.clientX - left) / width)) * peaks.duration);
  });
}

Object.assign(actions, {
  'zoom-in': () => zoomBy(2),
  'zoom-out': () => zoomBy(0.5),
  'zoom-fit': () => zoomBy(0),
  'select-part': () => { selecting = !selecting; press('select-part', selecting); },
});
on('seek', reveal);
on('theme', () => show(peaks, marks, true));
new ResizeObserver(drawOverview).observe($('overview'));

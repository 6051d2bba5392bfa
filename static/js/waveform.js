/** The waveform: wavesurfer draws the server's peaks, scrolls and takes the pointer. Times in seconds. */
import { actions, debounce, emit, on } from './bus.js';
import { time } from './format.js';
import { $, color, repeat } from './html.js';
import { drawLane } from './peaks.js';
import WaveSurfer from 'wavesurfer.js';
import Hover from 'wavesurfer.js/hover';
import Regions from 'wavesurfer.js/regions';

const CLOSEST = 2000; // px a second
const LONGEST = 8e6; // px of a whole recording, so that browsers can lay it out
const LABEL = 90; // px between two times below the waveform
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600]; // s between them, or tenths, hundredths
const DRAG = { debounceTime: 0 };

const box = $('waveform');
const overview = $('overview-box');
let peaks = null;
let surfer = null;
let regions = null;
let region = null;
let marks = [];
let zoom = 0; // px a second; 0 fits
let position = 0;
let follow = true; // the playhead is kept in sight, until somebody scrolls
let selecting = false;

const scale = () => zoom || box.clientWidth / peaks.duration;
const share = (seconds) => `${(seconds / peaks.duration) * 100}%`;

/** The part in sight, or null. */
export function view() {
  if (!surfer) return null;
  const start = surfer.getScroll() / scale();
  return { start, end: Math.min(peaks.duration, start + box.clientWidth / scale()) };
}

/** @param {?Peaks} shown null empties @param {object[]} findings marked @param {boolean} grown: zoom and place stay */
export function show(shown, findings = [], grown = false) {
  const scroll = grown && surfer ? surfer.getScroll() : 0;
  surfer?.destroy();
  surfer = null;
  peaks = shown;
  marks = findings.filter((finding) => finding.at_seconds >= 0);
  if (!grown) zoom = 0;
  if (peaks) create(scroll);
  drawOverview();
}

function create(scroll) {
  peaks.resize(zoom * peaks.duration);
  regions = Regions.create();
  const hover = Hover.create({
    lineColor: color('dim'),
    labelBackground: color('ink'),
    labelColor: color('panel'),
    formatTimeCallback: (seconds) => time(seconds, zoom > 200 ? 3 : 1),
  });
  surfer = WaveSurfer.create({
    container: box,
    cspNonce: document.querySelector('script').nonce,
    height: Math.max(36, Math.floor(box.clientHeight / peaks.lanes.length)),
    plugins: [regions, hover],
    splitChannels: peaks.lanes.map(() => ({})),
    peaks: peaks.lanes,
    duration: peaks.duration,
    minPxPerSec: zoom,
    dragToSeek: DRAG,
    waveColor: color('wave'),
    progressColor: color('accent'),
    cursorColor: color('ink'),
    cursorWidth: 2,
    renderFunction: ([lane], context) => drawLane(lane, context, peaks.scale),
  });
  surfer.on('interaction', (seconds) => emit('seek', seconds));
  surfer.on('scroll', moved);
  surfer.on('resize', moved);
  surfer.once('ready', () => {
    surfer.setScroll(scroll);
    setRegion(region);
    setPosition(position);
  });
  regions.on('region-created', (made) => made.id !== 'set' && emit('region', made));
  regions.on('region-updated', (made) => emit('region', made));
  placeMarks(surfer.getWrapper());
  Object.assign(surfer.getWrapper().parentElement, {
    tabIndex: 0,
    role: 'group',
    ariaLabel: 'Waveform',
  }); // it scrolls
  moved();
}

/** More of the peaks came. */
export function refresh() {
  surfer.setOptions({ minPxPerSec: zoom, peaks: peaks.lanes, duration: peaks.duration });
  drawOverview();
  moved();
}

/** @param {number} factor 0 shows all @param {number} at px from the left that stay in place; else the playhead */
function zoomBy(factor, at) {
  if (!surfer) return;
  const { start, end } = view();
  at ??= position >= start && position <= end ? (position - start) * scale() : box.clientWidth / 2;
  const anchor = start + at / scale();
  zoom = Math.min(CLOSEST, LONGEST / peaks.duration, scale() * factor);
  if (zoom * peaks.duration <= box.clientWidth + 1) zoom = 0;
  peaks.resize(zoom * peaks.duration);
  refresh();
  surfer.setScroll(anchor * scale() - at);
}

/** @param {number} seconds where the playhead stands @param {boolean} playing */
export function setPosition(seconds, playing = false) {
  position = seconds;
  if (!surfer) return;
  surfer.options.autoScroll = playing && follow;
  surfer.setTime(seconds);
}

export function setRegion(selected) {
  if (selected === region && regions?.getRegions().length === Number(Boolean(region))) return;
  region = selected;
  regions?.clearRegions();
  if (region && surfer)
    regions.addRegion({
      start: region.start,
      end: region.end,
      id: 'set',
      color: color('selection'),
    });
}

function placeMarks(container) {
  container.querySelectorAll('[part~=mark]').forEach((mark) => mark.remove());
  for (const { at_seconds: at, severity, message } of marks) {
    const mark = container.appendChild(document.createElement('i'));
    Object.assign(mark, {
      className: severity,
      title: `${time(at)} ${message}`,
      onclick: (event) => {
        event.stopPropagation();
        emit('seek', at);
      },
    });
    mark.part = `mark ${severity}`;
    mark.style.left = share(at);
  }
}

function drawOverview() {
  const canvas = overview.firstElementChild;
  canvas.width = canvas.clientWidth * devicePixelRatio;
  canvas.height = canvas.clientHeight * devicePixelRatio;
  const context = canvas.getContext('2d');
  context.fillStyle = color('wave');
  if (peaks) drawLane(peaks.lanes[0], context, peaks.scale);
  placeMarks(overview);
}

/** Another part is in sight. */
function moved() {
  if (!surfer) return;
  const { start, end } = view();
  Object.assign($('overview-view').style, { left: share(start), width: share(end - start) });
  $('overview-view').hidden = !zoom;
  drawTimes(start, end);
  refine();
}

const refine = debounce(async () => {
  const now = peaks;
  const fresh = surfer && (await peaks.refine(view()).catch(() => false));
  if (fresh && now === peaks) refresh();
  emit('view');
}, 120);

function drawTimes(start, end) {
  const least = ((end - start) / box.clientWidth) * LABEL;
  const digits = Math.max(0, Math.ceil(-Math.log10(least)));
  const step = STEPS.find((one) => one >= least * 10 ** digits || one === 3600) / 10 ** digits;
  const times = [];
  for (let i = Math.ceil(start / step); i * step < end - least * 0.4; i += 1) times.push(i * step);
  repeat('timeline', times, (at, label) => {
    label.style.left = `${((at - start) / (end - start)) * 100}%`;
    return { at: time(at, step < 1 ? digits : 0) };
  });
}

/** Shift and drag, or just drag while selecting, makes a region instead of seeking. */
box.addEventListener(
  'pointerdown',
  ({ shiftKey }) => {
    if (!surfer || !(shiftKey || selecting)) return;
    const stop = regions.enableDragSelection({ color: color('selection') });
    surfer.setOptions({ interact: false, dragToSeek: false });
    addEventListener(
      'pointerup',
      () =>
        setTimeout(() => {
          stop();
          surfer?.setOptions({ interact: true, dragToSeek: DRAG });
        }),
      { once: true },
    );
  },
  true,
);

box.addEventListener(
  'wheel',
  (event) => {
    follow = false;
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoomBy(Math.exp(-event.deltaY / 200), event.clientX - box.getBoundingClientRect().left);
  },
  { passive: false },
);

Object.assign(actions, {
  zoom: (shift, { dataset: { by } }) => zoomBy(by),
  'select-part': (shift, button) => {
    selecting = !selecting;
    button.ariaPressed = selecting;
  },
});
on('seek', (seconds) => {
  const { start, end } = view() ?? {};
  follow = true;
  if (seconds < start || seconds > end)
    surfer.setScrollTime(Math.max(0, seconds - (end - start) / 3));
});
on('theme', () => show(peaks, marks, true));
new ResizeObserver(drawOverview).observe(overview);

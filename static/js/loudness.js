/** On demand: how loud the recording is over time, after EBU R 128, below the waveform. */
import { request, sessionUrl } from './api.js';
import { actions, on } from './bus.js';
import { drawCurve, seekOn } from './below.js';
import { $, repeat, write } from './html.js';
import { transport } from './transport.js';
import { prepare, shown, view } from './waveform.js';
/** @import {Loudness} from './types.js' */

/** @type {[number, number]} */
const RANGE = [-60, 0]; // LUFS, from the bottom to the top
const LABELS = [-50, -40, -30, -20, -10];
const REST = 2000; // ms between two measurements while the recording grows

const box = $('loudness');
const canvas = $('loudness-curve');

/** @type {?Loudness} */
let loudness = null;
let measured = ''; // what it is of
let isMeasuring = false;

const keyOf = ({ id, reading, tracks, version } = transport.source) =>
  JSON.stringify([id, reading, tracks, version]);

function draw() {
  if (box.hidden || !transport.source || !shown()) return;
  if (keyOf() !== measured) measure();
  const context = prepare(canvas);
  if (!loudness) return;
  const { values, step, integrated } = loudness;
  drawCurve(context, { values, step, first: step, range: RANGE });
  if (integrated === null) return;
  const y = canvas.height * (1 - (integrated - RANGE[0]) / (RANGE[1] - RANGE[0]));
  context.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
  context.lineWidth = devicePixelRatio;
  context.beginPath();
  context.moveTo(0, y);
  context.lineTo(canvas.width, y);
  context.stroke();
  context.setLineDash([]);
}

/** Ask the player; while the recording grows the curve before stays until the next comes. */
async function measure() {
  if (isMeasuring) return;
  isMeasuring = true;
  const { id, reading, tracks } = transport.source;
  const key = keyOf();
  if (!measured.startsWith(JSON.stringify([id]).slice(0, -1))) {
    loudness = null;
    box.dataset.state = 'loading';
    write('loudness-facts', '');
  }
  const found = await request(sessionUrl(id, '/loudness', { ...reading, ...tracks })).catch(
    () => /** @type {any} */ (null),
  );
  setTimeout(
    () => {
      isMeasuring = false;
      draw();
    },
    found && transport.source?.id === id ? REST / 10 : REST,
  );
  if (!transport.source || transport.source.id !== id) return;
  loudness = found;
  measured = key;
  box.dataset.state = found ? 'ready' : 'failed';
  write('loudness-facts', found ? factsOf(found) : '');
  draw();
}

/** @param {Loudness} loudness */
function factsOf({ integrated, range }) {
  if (integrated === null) return 'Quieter than −70 LUFS all along';
  const whole = `${minus(integrated)} LUFS in all`;
  return range === null ? whole : `${whole}, range ${range.toFixed(1)} LU`;
}

/** @param {number} level */
const minus = (level) => level.toFixed(1).replace('-', '−');

repeat('loudness-axis', LABELS, (level, label) => {
  label.style.top = `${((RANGE[1] - level) / (RANGE[1] - RANGE[0])) * 100}%`;
  return { level: `${String(level).replace('-', '−')}${level === LABELS.at(-1) ? ' LUFS' : ''}` };
});

actions.loudness = (shift, button) => {
  button.ariaPressed = String(box.hidden);
  box.hidden = !box.hidden;
  draw();
};
on('view', draw);
on('transport', () => {
  if (!box.hidden && transport.source && view() && keyOf() !== measured) draw();
});
seekOn(box);

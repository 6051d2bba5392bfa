/** The level of what is heard just now, with the highest one so far, which a click forgets. */
import { actions, on } from './bus.js';
import { decibels } from './format.js';
import { $, write } from './html.js';
import { isAudible } from './lanes.js';
import { pair } from './pair.js';
import { transport } from './transport.js';
import { shown } from './waveform.js';

const FLOOR = -60; // dBFS at the left end
const WINDOW = 0.05; // s before the playhead of which the highest sample counts
const FALL = 20; // dB a second, as fast as meters fall (IEC 60268-18)
const CLIPPED = -0.1; // dBFS, from which on the highest level is red
const TELL = 500; // ms between two values for who listens to the page

let level = FLOOR;
let highest = -Infinity;
let drawn = 0; // ms
let told = 0;
/** @type {?string} */
let of = null; // the session that the highest level is of

/** The highest sample just before the playhead, dBFS, of what is audible. */
function levelNow() {
  const { output, position } = transport;
  if (output.level !== null && transport.isLive) return output.level;
  const peaks = transport.output === pair ? pair.peaks : shown();
  const at = transport.output === pair ? pair.place(position) : position;
  if (!peaks) return -Infinity;
  let loudest = 0;
  peaks.columns(Math.max(0, at - WINDOW), WINDOW, 1).forEach(([low, high], lane) => {
    if (transport.output === pair || isAudible(lane)) loudest = Math.max(loudest, -low, high);
  });
  return 20 * Math.log10(loudest);
}

function draw() {
  const now = performance.now();
  const isSounding = transport.state === 'playing' && !transport.muted;
  const heard = isSounding ? levelNow() : -Infinity;
  level = isSounding ? Math.max(FLOOR, heard, level - (FALL * (now - drawn)) / 1000) : FLOOR;
  drawn = now;
  if (heard > highest) highest = heard;
  const meter = $('meter');
  /** @param {number} one */
  const share = (one) => String(Math.min(1, Math.max(0, 1 - one / FLOOR)));
  meter.style.setProperty('--level', share(level));
  meter.style.setProperty('--hold', share(highest));
  meter.classList.toggle('held', highest > FLOOR);
  const text = highest > -Infinity ? decibels(highest) : '';
  write('highest', text.replace(' dBFS', ' dB'));
  $('highest').hidden = !text;
  $('highest').classList.toggle('clipped', highest >= CLIPPED);
  if (isSounding && now - told < TELL) return;
  told = now;
  meter.ariaValueNow = level.toFixed(0);
  meter.ariaValueText = isSounding ? decibels(level > FLOOR ? level : null) : 'nothing plays';
}

actions['reset-highest'] = () => {
  highest = -Infinity;
  draw();
};
on('position', draw);
on('transport', () => {
  const id = transport.source?.id ?? null;
  if (id !== of) highest = -Infinity;
  of = id;
  draw();
});

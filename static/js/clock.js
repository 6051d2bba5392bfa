/** The real time of a place in the recording, where chunks tell when they were written. */
import { on } from './bus.js';
import { fullMoment, timeOfDay } from './format.js';
import { $, write } from './html.js';

/** Seconds in the recording and Unix seconds, in order. @type {[number, number][]} */
let anchors = [];
let position = 0;

/** @param {number} seconds in the recording @returns {?number} Unix seconds; null where unknown */
function realTime(seconds) {
  const anchor = anchors.findLast(([at]) => at <= seconds) ?? anchors[0];
  return anchor ? anchor[1] + seconds - anchor[0] : null;
}

/** @param {number} seconds in the recording @returns {string} 14:03:22.4, local; '' where unknown */
export const clockAt = (seconds) => timeOfDay(realTime(seconds));

/** @param {[number, number][]} fresh anchors of the open session */
export function setClock(fresh) {
  anchors = fresh;
  $('clock').hidden = !anchors.length;
  draw();
}

function draw() {
  if (!anchors.length) return;
  write('clock', clockAt(position));
  const title = fullMoment(realTime(position));
  if ($('clock').title !== title) $('clock').title = title;
}

on('position', (seconds) => {
  position = seconds;
  draw();
});

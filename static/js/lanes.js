/**
 * The tracks of a session that has several: a lane each, with Mute and Solo. The player is asked for
 * what is audible, so that both outputs sound alike.
 */
import { addActions, emit, on } from './bus.js';
import { $, repeat, visible } from './html.js';
import { labelOf } from './names.js';
/** @import {Source} from './types.js' */

/** @type {string[]} */
let names = []; // from top to bottom
/** @type {Map<string, number>} */
let gains = new Map(); // dB, of what is not as it was recorded
/** @type {Set<string>} */
let muted = new Set();
let only = ''; // the lane that is drawn by itself
/** @type {?string} */
let solo = null; // what was muted before stays so behind it

/** @param {string} name */
const isOn = (name) => (solo === null ? !muted.has(name) : name === solo);

/** The names of the lanes; none where a session has one track. */
export const laneNames = () => names;

/** @param {number} lane */
export const isAudible = (lane) => !names.length || isOn(drawn()[lane]);

const drawn = () => (only ? [only] : names);

/** @returns {string[]} the names of what is audible; none where that is all */
export const audible = () => (names.every(isOn) ? [] : names.filter(isOn));

/**
 * How the player is asked for tracks, each where it lies among all.
 * @param {string[]} tracks to be heard @returns {Source['tracks']}
 */
export function asked(tracks) {
  const heard = tracks.length ? tracks : names;
  if (!heard.some((name) => gains.get(name)))
    return tracks.length ? { track: tracks, in_step: 1 } : {};
  return { track: heard, in_step: 1, gain: heard.map((name) => gains.get(name) ?? 0) };
}

/** Another session: everything is audible. @param {string[]} tracks as far as known */
export function resetLanes(tracks = []) {
  names = [];
  muted = new Set();
  gains = new Map();
  solo = null;
  only = '';
  keepRoom(tracks);
  draw();
}

/** What is muted stays so while more is recorded. @param {string[]} tracks of the open session */
export function setLanes(tracks) {
  names = tracks.length > 1 ? tracks : [];
  only = '';
  if (!names.includes(solo)) solo = null;
  if (names.every((name) => muted.has(name))) muted.clear();
  keepRoom(names);
  draw();
}

/** Hear these of the tracks, as a link says. @param {string[]} tracks unknown ones are left out */
export function hearOnly(tracks) {
  const known = tracks.filter((name) => names.includes(name));
  if (!known.length) return;
  solo = known.length === 1 ? known[0] : null;
  muted = new Set(solo === null ? names.filter((name) => !known.includes(name)) : []);
  draw();
}

/** A track is drawn by itself, as it is read otherwise. @param {string} name */
export function showOnly(name) {
  only = name;
  draw();
}

/** The waveform is as tall before it is read as afterwards. @param {string[]} tracks */
const keepRoom = ({ length }) =>
  $('transport').style.setProperty('--lanes', String(Math.max(1, length)));

function draw() {
  const heard = names.filter(isOn);
  repeat('lanes', drawn(), (name, lane) => {
    const [mute, alone] = lane.querySelectorAll('button');
    const shown = visible(labelOf(name));
    const isLast = heard.length === 1 && heard[0] === name;
    Object.assign(mute, {
      value: name,
      ariaPressed: String(!isOn(name)),
      ariaLabel: `Mute ${shown}`,
      title: isLast ? `Mute ${shown} and hear the others` : '',
    });
    Object.assign(alone, {
      value: name,
      ariaPressed: String(solo === name),
      ariaLabel: `Solo ${shown}`,
      title: solo === name ? 'Hear what was heard before' : `Hear ${shown} alone`,
    });
    const gain = lane.querySelector('select');
    gain.dataset.track = name;
    gain.value = String(gains.get(name) ?? 0);
    gain.ariaLabel = `Gain of ${shown}`;
    lane.classList.toggle('muted', !isOn(name));
    return { name: labelOf(name) };
  });
}

function change() {
  draw();
  emit('tracks', audible());
}

$('lanes').addEventListener('change', ({ target }) => {
  const { dataset, value } = /** @type {HTMLSelectElement} */ (target);
  gains.set(dataset.track, Number(value));
  change();
});
addActions({
  'mute-track': (shift, { value: name }) => {
    if (solo !== null) muted = new Set(names.filter((one) => one !== solo));
    solo = null;
    if (!muted.delete(name)) muted.add(name);
    if (names.every((one) => muted.has(one))) muted = new Set([name]); // something is always heard
    change();
  },
  'solo-track': (shift, { value: name }) => {
    solo = solo === name ? null : name;
    change();
  },
});

on('names', draw);

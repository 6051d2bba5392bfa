/** Marks: the places of what is wrong. Places that would touch each other become one mark. */
import { count, time } from './format.js';
import { repeat, visible } from './html.js';
/** @import {Finding, Mark, Place, Severity, Span} from './types.js' */

const APART = 8; // px between two marks that can be told apart
const REACH = 5; // px on either side in which a mark is meant
/** @type {Severity[]} */
const SEVERITIES = ['info', 'warning', 'error'];

/** Every place of every finding, in order. @param {Finding[]} findings @returns {Place[]} */
export const placesOf = (findings) =>
  findings
    .flatMap(({ at_seconds: first, places = [first], severity, message }) =>
      places.filter((at) => at >= 0).map((at) => ({ at, severity, message })),
    )
    .sort((a, b) => a.at - b.at);

/**
 * The marks of a view, the gravest last, so that they lie on top.
 * @param {Place[]} places in order @param {Span} view @param {number} scale px a second
 * @returns {Mark[]}
 */
export function marksOf(places, { start, end }, scale) {
  const marks = new Map(SEVERITIES.map((severity) => [severity, /** @type {Mark[]} */ ([])]));
  const margin = REACH / scale;
  for (let i = firstFrom(places, start - margin); i < places.length; i += 1) {
    const place = places[i];
    if (place.at > end + margin) break;
    const x = (place.at - start) * scale;
    const alike = marks.get(place.severity) ?? marks.get(SEVERITIES[0]);
    const mark = alike.at(-1);
    if (mark && x - mark.to < APART) {
      mark.to = x;
      mark.places.push(place);
    } else alike.push({ places: [place], severity: place.severity, from: x, to: x });
  }
  return [...marks.values()].flat();
}

/**
 * The index of the first place that is not before `at` (s).
 * @param {Place[]} places @param {number} at
 */
function firstFrom(places, at) {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle].at < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @param {Mark[]} marks @param {number} x px @returns {?Mark} the one that is meant there */
export const markAt = (marks, x) =>
  marks.findLast(({ from, to }) => x >= from - REACH && x <= to + REACH) ?? null;

/** @param {Mark} mark @param {number} at s @returns {number} its place that is nearest, s */
export const nearest = ({ places }, at) =>
  places.reduce(
    (best, { at: one }) => (Math.abs(one - at) < Math.abs(best - at) ? one : best),
    places[0].at,
  );

/** @param {?Mark} mark @returns {string} what is there, as a sentence */
export function textOf(mark) {
  if (!mark) return '';
  const { places } = mark;
  const where =
    places.length === 1
      ? time(places[0].at, 2)
      : `${count(places.length, 'place')} from ${time(places[0].at, 2)} to ${time(places.at(-1).at, 2)}`;
  return `${where}: ${visible(places[0].message)}`;
}

/**
 * Show marks in an element that has a template for them.
 * @param {string} id @param {Mark[]} marks
 */
export const drawMarks = (id, marks) =>
  repeat(id, marks, ({ severity, from, to }, element) => {
    element.className = `mark ${severity}`;
    element.style.left = `${from}px`;
    element.style.width = `${to - from}px`;
    element.classList.toggle('band', to > from);
    return {};
  });

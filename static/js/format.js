/** Numbers as people read them. Seconds, bytes and dBFS in; text out. */

/**
 * A position or duration, cut off and never rounded up, so that no position lies beyond the end.
 * @param {number} seconds @param {number} digits after the point
 * @returns {string} 1:08.4 or 1:02:03.4
 */
export function time(seconds, digits = 1) {
  const unit = 10 ** digits;
  // 1.15 s are 114.99999999999999 hundredths
  const units = Math.floor((seconds > 0 && seconds < Infinity ? seconds : 0) * unit + 1e-6);
  const whole = Math.floor(units / unit);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  /** @param {number} number */
  const two = (number) => String(number).padStart(2, '0');
  const clock = `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(whole % 60)}`;
  return digits ? `${clock}.${String(units % unit).padStart(digits, '0')}` : clock;
}

/** @param {?number} seconds left to live; null is for ever */
export function timeToLive(seconds) {
  if (seconds === null) return 'no end';
  if (seconds < 100) return `${Math.max(0, Math.floor(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** @param {Intl.DateTimeFormatOptions} options */
const parts = (options) => new Intl.DateTimeFormat('en-GB', options);
const clock = parts({ hour: '2-digit', minute: '2-digit' });
const weekday = parts({ weekday: 'short' });
const day = parts({ day: 'numeric', month: 'short' });
const dayAndYear = parts({ day: 'numeric', month: 'short', year: 'numeric' });
const full = parts({ dateStyle: 'full', timeStyle: 'medium' });
const WEEK = 6 * 24 * 3600e3; // ms for which a weekday names one day

/** @param {?number} seconds Unix @returns {?Date} null for none and for what no calendar holds */
function dateOf(seconds) {
  const date = new Date((seconds || NaN) * 1000);
  return Number.isFinite(date.getTime()) ? date : null;
}

/**
 * As short as it can be told: 14:03 today, Mon 14:03, 3 Nov, 3 Nov 2024.
 * @param {?number} seconds Unix
 */
export function moment(seconds, now = new Date()) {
  const date = dateOf(seconds);
  if (!date) return '';
  if (date.toDateString() === now.toDateString()) return clock.format(date);
  const age = now.getTime() - date.getTime();
  if (age > 0 && age < WEEK) return `${weekday.format(date)} ${clock.format(date)}`;
  return (date.getFullYear() === now.getFullYear() ? day : dayAndYear).format(date);
}

const secondsOfDay = parts({ hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** @param {?number} seconds Unix @returns {string} 14:03:22.4, local; cut off and never rounded up */
export function timeOfDay(seconds) {
  const tenths = Math.floor((seconds ?? 0) * 10 + 1e-5); // of a time that has microseconds
  const date = dateOf(seconds && tenths / 10);
  return date ? `${secondsOfDay.format(date)}.${tenths % 10}` : '';
}

/** The whole date and time. @param {?number} seconds Unix */
export function fullMoment(seconds) {
  const date = dateOf(seconds);
  return date ? full.format(date) : '';
}

/** @param {?number} level dBFS; null is silence */
export const decibels = (level) =>
  typeof level === 'number'
    ? `${level.toFixed(level > -50 ? 1 : 0).replace('-', '−')} dBFS`
    : 'silence';
/** @param {number} share 0 to 1 */
export const percent = (share) => `${Math.round(share * 100)} %`;
/** @param {number} number */
export const thousands = (number) => number.toLocaleString('en');
/** @param {number} number @param {string} one what one is called */
export const count = (number, one) => `${thousands(number)} ${one}${number === 1 ? '' : 's'}`;
/** @param {number} number */
export function bytes(number) {
  if (number < 1e3) return count(number, 'byte');
  return number < 1e6 ? `${(number / 1e3).toFixed(1)} kB` : `${(number / 1e6).toFixed(1)} MB`;
}

/** In two digits. @param {number} number that is no more than near */
export function aboutBytes(number) {
  const near = Number(number.toPrecision(2));
  if (near < 1e3) return count(near, 'byte');
  return near < 1e6 ? `${near / 1e3} kB` : `${near / 1e6} MB`;
}

/** @import {Format} from './types.js' */
/**
 * The words for a format; a sample rate that is still measured is not shown as if it were known.
 * @param {string} text @param {Partial<Format>} format @param {string} words
 */
export const formatText = (text, { measuring }, words = 'measuring the sample rate…') =>
  measuring ? text.replace(/[\d.]+ kHz$/, words) : text;

/**
 * The fields of a session as people read them: JSON with a line for each value, numbers with what
 * they mean.
 */
import { bytes, time } from './format.js';

const TOKEN = /"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g;
const SECONDS = [1e8, 1e10]; // what may be Unix seconds: from 1973 to 2286; a thousand times as many, milliseconds

/**
 * By the end of a name such as `recordingStartedAt`, split at capitals.
 * @type {[RegExp, (number: number) => string][]}
 */
const KINDS = [
  [
    /(^|_)(at|time|timestamp|ts|since|until|start|end|started|ended|created|updated|expires)$/,
    moment,
  ],
  [
    /(^|_)(duration|length|elapsed|latency|ttl)_(ms|millis|milliseconds)$/,
    (ms) => length(ms / 1000),
  ],
  [/(^|_)(duration|elapsed|latency|ttl|seconds|secs)$/, length],
  [/(^|_)(duration|length|elapsed|latency|ttl)_(s|sec|secs|seconds)$/, length],
  [/(^|_)(bytes|size)$/, bytes],
  [/(^|_)sample_?rate$/, (rate) => `${rate / 1000} kHz`],
];

/**
 * What a number means by the name of its field: a local time, a duration, a size, a rate, or ''.
 * @param {string} name @param {string} value
 */
export function describe(name, value) {
  if (!/^\d+(\.\d+)?$/.test(value)) return '';
  const words = name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
  const known = KINDS.find(([ending]) => ending.test(words) || ending.test(withoutUnit(words)));
  return known ? known[1](Number(value)) : '';
}

/** `ended_at_ms` ends as `ended_at` does. @param {string} name */
const withoutUnit = (name) => name.replace(/(_at|_time|timestamp|_ts)_(ms|s|seconds)$/, '$1');

/** @param {number} number Unix seconds or milliseconds */
function moment(number) {
  const [least, most] = SECONDS;
  const seconds = number < most ? number : number / 1000;
  if (seconds < least || seconds >= most) return '';
  return new Date(seconds * 1000).toLocaleString('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'medium',
  });
}

/** @param {number} seconds */
function length(seconds) {
  if (seconds >= 60) return time(seconds);
  return seconds < 1 ? `${Math.round(seconds * 1000)} ms` : `${Math.round(seconds * 10) / 10} s`;
}

/**
 * A JSON object or list with a line for each value; '' for any other text.
 * The values stay as they were written: numbers keep all their digits.
 * @param {string} text
 */
export function indented(text) {
  if (!/^\s*[[{]/.test(text)) return '';
  try {
    JSON.parse(text);
  } catch {
    return '';
  }
  const lines = [];
  let [line, depth] = ['', 0];
  const end = () => {
    lines.push(line);
    line = '  '.repeat(depth);
  };
  /** @type {string[]} */
  const tokens = text.match(TOKEN);
  tokens.forEach((token, i) => {
    const isEmpty = '[{'.includes(tokens[i - 1]) && ']}'.includes(token);
    if (']}'.includes(token)) {
      depth -= 1;
      if (!isEmpty) end();
    }
    line += token === ':' ? ': ' : token;
    if ('[{'.includes(token)) depth += 1;
    if (token === ',' || ('[{'.includes(token) && !']}'.includes(tokens[i + 1]))) end();
  });
  lines.push(line);
  return lines.join('\n');
}

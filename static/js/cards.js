/** The cards below: what the sound is or could be, what is wrong with it, its fields and bytes. */
import { actions, emit, recall, remember } from './bus.js';
import { describe, indented } from './fields.js';
import { bytes, count, decibels, formatText, percent, thousands, time } from './format.js';
import { $, fill, repeat, write } from './html.js';

const FEW = 8; // places of a finding that are shown at once

/** What is remembered holds for a user of the app; without one, for the session. */
const keyOf = ({ user_id: user, id }) => (user ? `play-as:user:${user}` : `play-as:session:${id}`);

/** How the headerless sound of this session's user is to be read, or null. */
export const rememberedReading = (session) => recall(keyOf(session));

/** @param {?object} reading null forgets */
export const rememberReading = (session, reading) => remember(keyOf(session), reading);

export const readingOf = ({ encoding, sample_rate, channels }) => ({
  encoding,
  sample_rate,
  channels,
});
const textOf = (format) => JSON.stringify(readingOf(format));
export const isSame = (a, b) => textOf(a) === textOf(b);

/** By how much headerless sound grows a second; 0 for a file, which is compressed or says it itself. */
export function bytesPerSecond({ container, encoding, sample_rate: rate, channels }) {
  const bits = /\d+/.exec(encoding)?.[0] ?? 8; // G.711 has no number in its name
  return container ? 0 : (rate * channels * bits) / 8;
}

/** @param {object} format as played @param {object} detected as found without being told */
export function drawFormat(session, format, detected) {
  const { source = '', evidence = [], measuring, description = 'Not recognised' } = format;
  write('format', formatText(description, format));
  drawSureness(format);
  $('evidence').dataset.state = source;
  const known = evidence.filter((sentence) => !(measuring && sentence.includes('kHz')));
  repeat('evidence', known, (sentence) => ({ sentence }));
  drawChoice(session, format, detected);
  const readings = [detected, ...(detected.candidates ?? [])].filter(
    (one) => one.encoding && !one.container,
  );
  repeat('reading-buttons', readings, (one, button) => {
    Object.assign(button, {
      ariaPressed: isSame(one, format),
      title: formatText(one.description, one),
      value: textOf(one),
    });
    return { name: formatText(one.short, one) };
  });
}

/** One figure; where the encoding and the rate are not equally sure, each with what it is of. */
function drawSureness({ source, container, confidence = 0, rate_confidence: rate = 0, measuring }) {
  const ofBoth = container || rate >= confidence - 0.02;
  const words = ofBoth ? ' sure' : ` sure of the encoding, ${percent(rate)} of the rate`;
  $('sureness').hidden = !source || source === 'request';
  $('sureness-bar').value = ofBoth || measuring ? confidence : rate;
  write('sureness-text', percent(confidence) + (measuring ? ' sure of the encoding' : words));
}

/** A reading that was tried, with the offer to remember it; and the one that is remembered. */
function drawChoice(session, format, detected) {
  const kept = detected.container ? null : rememberedReading(session);
  const whose = session.user_id ? `user ${session.user_id}` : 'this session';
  const isKept = kept !== null && isSame(kept, format);
  fill($('tried'), { tried: format.source === 'request' && !isKept, whose });
  fill($('remembered'), {
    remembered: kept !== null,
    used: isKept
      ? `Read as ${format.short}, as you chose for`
      : 'Another reading is remembered for',
    whose,
  });
}

actions.jump = (shift, { value }) => emit('seek', Number(value));

const opened = new Set(); // findings of which all places are shown
let shown = [];

/** @param {object} info of the sound @param {string} id of the session */
export function drawWrong({ findings, levels, complete }, id) {
  $('wrong').dataset.state = complete ? '' : 'loading';
  drawFindings(findings, id);
  $('levels').hidden = !levels;
  if (!levels) return;
  for (const name of ['peak', 'speech', 'noise'])
    write(`level-${name}`, decibels(levels[`${name}_dbfs`]));
  write('level-silence', percent(levels.silence_ratio));
  write(
    'level-clipped',
    levels.clipped_samples ? `${count(levels.clipped_samples, 'sample')} clipped.` : '',
  );
}

function drawFindings(findings, id) {
  shown = [findings, id];
  repeat('findings', findings, ({ severity, hint, places = [], code, ...finding }, item) => {
    const key = `${id} ${code}`;
    item.className = `finding ${severity}`;
    item.querySelector('button').value = finding.at_seconds;
    return {
      severity: `${severity}: `,
      hint,
      ...(places.length > 1 ? withPlaces(finding, item, places, key) : aroundTime(finding)),
    };
  });
}

/** The message, and its places as buttons; many are shown on demand. */
function withPlaces({ message }, item, places, key) {
  const isOpen = opened.has(key);
  const few = places.length > FEW + 1 && !isOpen ? places.slice(0, FEW) : places;
  const list = item.querySelector('.places');
  list.classList.toggle('open', isOpen);
  repeat(list, few, (at, entry) => {
    entry.firstElementChild.value = at;
    return { at: time(at, 2) };
  });
  const more = item.querySelector('[data-action=more-places]');
  more.value = key;
  more.ariaExpanded = isOpen;
  return {
    before: message,
    place: '',
    after: '',
    places: true,
    more:
      places.length > FEW + 1 &&
      (isOpen ? 'Show fewer' : `and ${thousands(places.length - FEW)} more`),
  };
}

actions['more-places'] = (shift, { value }) => {
  if (!opened.delete(value)) opened.add(value);
  drawFindings(...shown);
};

/** The message, with its time as a button: where it stands in the text, or after it. */
function aroundTime({ message, at_seconds: at }) {
  const alone = { places: false, more: false };
  if (typeof at !== 'number') return { before: message, place: '', after: '', ...alone };
  const place = time(at, 2);
  const [before, after = ''] = message.split(
    [place, `${at.toFixed(2)} s`].find((text) => message.includes(text)),
  );
  return { before, place, after, ...alone };
}

/** "Fields and bytes". @param {Object<string, string>} data all fields but the audio */
export function drawBytes(
  data,
  { length, decoded_length: decoded, base64_valid: valid, preview, hex },
) {
  const fields = Object.entries(data).sort(([one], [other]) => one.localeCompare(other));
  repeat('fields', fields, ([name, value], row) => {
    const json = indented(value);
    write(row.querySelector('pre'), json);
    return { name, value: json ? '' : value, json: json !== '', meaning: describe(name, value) };
  });
  write(
    'sizes',
    `${bytes(decoded)} of sound in ${count(length, 'character')} of base64${valid ? '' : ' that had to be repaired'}.`,
  );
  write('hex', hex);
  write('base64', preview);
}

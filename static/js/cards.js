/** The cards below: what the sound is or could be, what is wrong with it, its fields and bytes. */
import { actions, emit, recall, remember } from './bus.js';
import { bytes, count, decibels, percent, time } from './format.js';
import { $, repeat, write } from './html.js';

/** A choice holds for a user of the app; without one, for the session. */
const keyOf = ({ user_id: user, id }) => `reading:${user ? `user:${user}` : id}`;

/** How this user's headerless sound was last played, or null. */
export const chosenReading = (session) => recall(keyOf(session));

/** @param {?object} reading null forgets */
export const chooseReading = (session, reading) => remember(keyOf(session), reading);

export const readingOf = ({ encoding, sample_rate, channels }) => ({
  encoding,
  sample_rate,
  channels,
});
const textOf = (format) => JSON.stringify(readingOf(format));
export const isSame = (a, b) => textOf(a) === textOf(b);

/** @param {object} format as played @param {object} detected as found without being told */
export function drawFormat({ user_id: user }, format, detected) {
  const {
    source = '',
    confidence = 0,
    rate_confidence: rate = 0,
    container,
    evidence = [],
    description,
  } = format;
  const sure = container ? confidence : Math.min(confidence, rate);
  write('format', description ?? 'Not recognised');
  $('sureness-bar').value = sure;
  write(
    'sureness-text',
    `${percent(confidence)} sure${sure < confidence - 0.02 ? `, of the rate ${percent(rate)}` : ''}`,
  );
  $('why').dataset.state = source;
  repeat('evidence', evidence, (sentence) => ({ sentence }));
  write('chosen-user', user ? `user ${user}` : 'this session');
  const readings = [detected, ...(detected.candidates ?? [])].filter(
    (one) => one.encoding && !one.container,
  );
  repeat('reading-buttons', readings, (one, button) => {
    Object.assign(button, {
      ariaPressed: isSame(one, format),
      title: one.description,
      value: textOf(one),
    });
    const share = one.confidence * one.rate_confidence;
    return { name: one.short, share: share >= 0.005 ? percent(share) : '' };
  });
}

actions.jump = (shift, { value }) => emit('seek', Number(value));

export function drawFindings({ findings, levels, complete }) {
  $('wrong').dataset.state = complete ? '' : 'loading';
  repeat('findings', findings, ({ severity, hint, ...finding }, item) => {
    item.className = `finding ${severity}`;
    item.querySelector('button').value = finding.at_seconds;
    return { severity: `${severity}: `, hint, ...aroundTime(finding) };
  });
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

/** The message, with its time as a button: where it stands in the text, or after it. */
function aroundTime({ message, at_seconds: at }) {
  if (typeof at !== 'number') return { before: message, place: '', after: '' };
  const place = time(at, 2);
  const [before, after = ''] = message.split(
    [place, `${at.toFixed(2)} s`].find((text) => message.includes(text)),
  );
  return { before, place, after };
}

/** "Fields and bytes". @param {Object<string, string>} data all fields but the audio */
export function drawBytes(
  data,
  { length, decoded_length: decoded, base64_valid: valid, preview, hex },
) {
  repeat('fields', Object.entries(data), ([name, value]) => ({ name, value }));
  write(
    'sizes',
    `${bytes(decoded)} of sound in ${count(length, 'character')} of base64${valid ? '' : ' that had to be repaired'}.`,
  );
  write('hex', hex);
  write('base64', preview);
}

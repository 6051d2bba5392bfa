/** The cards below: what the sound is or could be, what is wrong with it. */
import { actions, emit, recall, remember } from './bus.js';
import { count, decibels, formatText, percent, thousands, time } from './format.js';
import { drawFix } from './fixes.js';
import { $, fill, repeat, write } from './html.js';
import { laneNames } from './lanes.js';
import { drawReadings, isSame, soloed } from './readings.js';
/** @import {Facts, Finding, Format, Info, Reading, Session, Verdict} from './types.js' */

const FEW = 8; // places of a finding that are shown at once
const STILL_LISTENING = 'Still listening: a long recording takes some seconds.';

/**
 * What is remembered holds for a user of the app; without one, for the session.
 * @param {Session} session
 */
const keyOf = ({ user_id: user, id }) => (user ? `play-as:user:${user}` : `play-as:session:${id}`);

/**
 * How the headerless sound of this session's user is to be read.
 * @param {Session} session @returns {?Reading}
 */
export const rememberedReading = (session) => recall(keyOf(session));

/** @param {Session} session @param {?Reading} reading null forgets */
export const rememberReading = (session, reading) => remember(keyOf(session), reading);

/**
 * By how much headerless sound grows a second; 0 for a file, which is compressed or says it itself.
 * @param {Format} format
 */
export function bytesPerSecond({ container, encoding, sample_rate: rate, channels }) {
  const bits = Number(/\d+/.exec(encoding)?.[0] ?? 8); // G.711 has no number in its name
  return container ? 0 : (rate * channels * bits) / 8;
}

/**
 * @param {Session} session @param {Partial<Format>} format as played
 * @param {Partial<Format>} detected as found without being told
 */
export function drawFormat(session, format, detected) {
  const { source = '', evidence = [], measuring, description = 'Not recognised' } = format;
  write('format', formatText(description, format));
  drawSureness(format);
  $('evidence').dataset.state = source;
  const known = evidence.filter((sentence) => !(measuring && sentence.includes('kHz')));
  repeat('evidence', known, (sentence) => ({ sentence }));
  drawFix($('format-fix'), format.fix);
  drawChoice(session, format, detected);
  drawReadings(format, detected);
}

/**
 * One figure; where the encoding and the rate are not equally sure, each with what it is of.
 * @param {Partial<Format>} format
 */
function drawSureness({ source, container, confidence = 0, rate_confidence: rate = 0, measuring }) {
  const ofBoth = container || rate >= confidence - 0.02;
  const words = ofBoth ? ' sure' : ` sure of the encoding, ${percent(rate)} of the rate`;
  $('sureness').hidden = !source || source === 'request';
  $('sureness-bar').value = ofBoth || measuring ? confidence : rate;
  write('sureness-text', percent(confidence) + (measuring ? ' sure of the encoding' : words));
}

/**
 * A reading that was tried, with the offer to remember it; and the one that is remembered.
 * @param {Session} session @param {Partial<Format>} format @param {Partial<Format>} detected
 */
function drawChoice(session, format, detected) {
  const areTracks = laneNames().length > 0; // each is read by itself, and nothing is remembered
  const kept = detected.container || areTracks ? null : rememberedReading(session);
  const whose = session.user_id ? `user ${session.user_id}` : 'this session';
  const isKept = kept !== null && isSame(kept, format);
  fill($('tried'), {
    tried: format.source === 'request' && !isKept,
    whose,
    track: areTracks && `It is ${soloed()} alone.`,
    offer: !areTracks,
  });
  fill($('remembered'), {
    remembered: kept !== null,
    used: isKept
      ? `Read as ${format.short}, as you chose for`
      : 'Another reading is remembered for',
    whose,
  });
}

actions.jump = (shift, { value }) => emit('seek', Number(value));

/** @type {Set<string>} */
const opened = new Set(); // findings of which all places are shown
/** @type {[Finding[], string]} */
let shown = [[], ''];

/** @param {Info} info of the sound @param {string} id of the session */
export function drawWrong({ findings, levels, verdict, complete }, id) {
  $('wrong').dataset.state = complete ? '' : 'loading';
  drawVerdict(verdict);
  drawFindings(findings, id);
  $('levels').hidden = !levels;
  if (!levels) return;
  for (const name of /** @type {const} */ (['peak', 'speech', 'noise']))
    write(`level-${name}`, decibels(levels[`${name}_dbfs`]));
  write('level-silence', percent(levels.silence_ratio));
  write(
    'level-clipped',
    levels.clipped_samples ? `${count(levels.clipped_samples, 'sample')} clipped.` : '',
  );
}

/** One sentence about all findings, and what it rests on. @param {?Verdict} verdict null: not yet known */
function drawVerdict(verdict) {
  const { severity = '', sentence = STILL_LISTENING, checked = [], unknown = [] } = verdict ?? {};
  $('verdict').dataset.severity = severity;
  fill($('verdict'), { severity: severity && `${severity}: `, sentence });
  $('looked-at').hidden = !verdict;
  fill($('looked-at'), { checked: checked.join(', ') });
  repeat('unknown', unknown, (one) => ({ sentence: one }));
}

/** @param {Finding[]} findings @param {string} id of the session */
function drawFindings(findings, id) {
  shown = [findings, id];
  repeat(
    'findings',
    findings,
    ({ severity, hint, places = [], code, probability, fix, ...finding }, item) => {
      const key = `${id} ${code}`;
      drawFix(item, fix, key);
      item.className = `finding ${severity}`;
      item.querySelector('button').value = String(finding.at_seconds);
      return {
        severity: `${severity}: `,
        hint,
        sure: probability !== undefined && `${percent(probability)} sure.`,
        ...(places.length > 1 ? withPlaces(finding, item, places, key) : aroundTime(finding)),
      };
    },
  );
}

/**
 * The message, and its places as buttons; many are shown on demand.
 * @param {Pick<Finding, 'message'>} finding @param {HTMLElement} item @param {number[]} places
 * @param {string} key @returns {Facts}
 */
function withPlaces({ message }, item, places, key) {
  const isOpen = opened.has(key);
  const few = places.length > FEW + 1 && !isOpen ? places.slice(0, FEW) : places;
  const list = item.querySelector('.places');
  list.classList.toggle('open', isOpen);
  repeat(list, few, (at, entry) => {
    entry.querySelector('button').value = String(at);
    return { at: time(at, 2) };
  });
  /** @type {HTMLButtonElement} */
  const more = item.querySelector('[data-action=more-places]');
  more.value = key;
  more.ariaExpanded = String(isOpen);
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

/**
 * The message, with its time as a button: where it stands in the text, or after it.
 * @param {Pick<Finding, 'message' | 'at_seconds'>} finding @returns {Facts}
 */
function aroundTime({ message, at_seconds: at }) {
  const alone = { places: false, more: false };
  if (typeof at !== 'number') return { before: message, place: '', after: '', ...alone };
  const place = time(at, 2);
  const [before, after = ''] = message.split(
    [place, `${at.toFixed(2)} s`].find((text) => message.includes(text)),
  );
  return { before, place, after, ...alone };
}

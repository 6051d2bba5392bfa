/** How a session is stored: in words for its head, and "Fields and bytes". */
import { describe, indented } from './fields.js';
import { aboutBytes, bytes, count } from './format.js';
import { $, repeat, visible, write } from './html.js';
/** @import {Info, InfoAnswer, Session} from './types.js' */

const BINARY = /[^\P{Cc}\s]|\ufffd/u; // control characters, and what is no text at all

/**
 * How the audio lies in Redis, as far as the list or the analysis tells.
 * @param {Session} session @param {?Info} info
 * @returns {string} a list, about 640 kB, 2 tracks; '' without audio
 */
export function storedText({ stored_as: types, ...session }, info) {
  if (!types) return '';
  const tracks = info?.tracks.length || session.tracks?.length || 0;
  return [
    typesText(types.split('+'), new Set(info?.tracks.map(({ key }) => key)).size),
    info ? bytes(info.length) : listedSize(session),
    ...(tracks > 1 ? [count(tracks, 'track')] : []),
  ].join(', ');
}

/** @param {string[]} types of Redis @param {number} keys with audio, as far as known */
const typesText = (types, keys) =>
  keys > 1 && types.length === 1
    ? `${keys} ${types[0]}${types[0] === 'hash' ? 'es' : 's'}`
    : types.map((type) => `a ${type}`).join(' and ');

/** @param {Partial<Session>} session */
const listedSize = ({ audio_buffer_length: length = 0, size_is_exact: isExact }) =>
  isExact ? bytes(length) : `about ${aboutBytes(length)}`;

/** "Fields and bytes". @param {InfoAnswer} answer */
export function drawStored({ data, cut_fields: cut, audio_info: info }) {
  drawFields(data, cut);
  write('sizes', sizesText(info));
  repeat('stored-keys', info.keys, (key, row) => {
    const button = row.querySelector('button');
    Object.assign(button, { value: key, ariaLabel: `Copy the key ${visible(key)}` });
    const track = info.tracks.length > 1 && info.tracks.filter((one) => one.key === key);
    return { key, track: track ? visible(track.map(({ name }) => name).join(', ')) : '' };
  });
  write('hex', info.hex);
  $('as-stored').hidden = BINARY.test(info.preview); // the first bytes say the same
  write('stored-start', info.preview);
}

/** @param {Record<string, string>} data @param {Record<string, number>} cut bytes of long ones */
function drawFields(data, cut) {
  const fields = Object.entries(data).sort(([one], [other]) => one.localeCompare(other));
  $('no-fields').hidden = fields.length > 0;
  repeat('fields', fields, ([name, value], row) => {
    const isCut = name in cut;
    const json = isCut ? '' : indented(value);
    write(row.querySelector('pre'), json);
    return {
      name,
      value: json ? '' : value,
      json: json !== '',
      meaning: isCut ? `…, ${bytes(cut[name])} in all` : describe(name, value),
    };
  });
}

/** @param {Info} info */
function sizesText({ length, decoded_length: decoded, base64_valid: valid }) {
  if (length === decoded) return `${bytes(decoded)} of sound, stored as raw bytes.`;
  const repaired = valid ? '' : ' that had to be repaired';
  return `${bytes(decoded)} of sound in ${count(length, 'character')} of text${repaired}.`;
}

/** "Play it as": how headerless sound may be read; of several tracks one by itself. */
import { formatText } from './format.js';
import { $, repeat, visible, write } from './html.js';
import { audible, laneNames } from './lanes.js';
/** @import {Format, Reading} from './types.js' */

/** @template {Partial<Reading>} Type @param {Type} format @returns {Pick<Type, keyof Reading>} */
export const readingOf = ({ encoding, sample_rate, channels }) => ({
  encoding,
  sample_rate,
  channels,
});
/** @param {Partial<Reading>} format */
const textOf = (format) => JSON.stringify(readingOf(format));
/** @param {Partial<Reading>} a @param {Partial<Reading>} b */
export const isSame = (a, b) => textOf(a) === textOf(b);

/** @type {{reading: Reading, name: string, isUsed: boolean}[]} */
let choices = [];
/** How the recording may be read, and which of these it is. */
export const offered = () => choices;

/** The track that is heard alone, of several; else ''. */
export const soloed = () => (audible().length === 1 ? audible()[0] : '');

/**
 * @param {Partial<Format>} format as played
 * @param {Partial<Format>} detected as found without being told
 */
export function drawReadings(format, detected) {
  const track = soloed();
  const isMix = laneNames().length > 0 && !track;
  write('readings-title', track ? `Play ${visible(track)} as` : 'Play it as');
  $('readings-choice').hidden = isMix;
  $('readings-mix').hidden = !isMix;
  const readings = [detected, ...(detected.candidates ?? [])].filter(
    (one) => one.encoding && !one.container,
  );
  choices = isMix
    ? []
    : readings.map((one) => ({
        reading: /** @type {Reading} */ (readingOf(one)),
        name: formatText(one.short, one),
        isUsed: isSame(one, format),
      }));
  repeat('reading-buttons', readings, (one, /** @type {HTMLButtonElement} */ button) => {
    Object.assign(button, {
      ariaPressed: String(isSame(one, format)),
      title: formatText(one.description, one),
      value: textOf(one),
    });
    return { name: formatText(one.short, one) };
  });
}

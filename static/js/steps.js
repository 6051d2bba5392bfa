/** Steps by key: to the next and the previous finding, turn and session. */
import { actions, addActions, emit } from './bus.js';
import { session } from './detail.js';
import { thousands, time } from './format.js';
import { visible, write } from './html.js';
import { shown } from './sessions.js';
import { transport } from './transport.js';
import { placesInOrder } from './waveform.js';

const NEAR = 0.02; // s around the playhead that count as where it stands,
const GRACE = 1; // and behind it while it plays, so that one gets beyond the place that was just passed
const STAY = 8000; // ms that a sentence stays
let timer = 0;

/** Tell what a step came to, where one looks and to who listens. @param {string} sentence */
function say(sentence) {
  write('said', sentence);
  clearTimeout(timer);
  timer = setTimeout(() => write('said', ''), STAY);
}

/** @param {number} by 1 or -1 */
function stepFinding(by) {
  const places = placesInOrder();
  const { position, isPlaying } = transport;
  if (!places.length) {
    say(transport.source ? 'No finding has a place in this recording.' : '');
    return;
  }
  const place =
    by > 0
      ? places.findIndex(({ at }) => at > position + NEAR)
      : places.findLastIndex(({ at }) => at < position - (isPlaying ? GRACE : NEAR));
  if (place < 0) {
    say(by > 0 ? 'No finding further on.' : 'No finding before this place.');
    return;
  }
  const { at, message } = places[place];
  emit('seek', at);
  const which = `${thousands(place + 1)} of ${thousands(places.length)}`;
  say(`Finding ${which}, ${time(at, 2)}: ${visible(message)}`);
}

/** @param {number} by 1 or -1 */
function stepSession(by) {
  const { rows } = shown;
  const place = rows.findIndex(({ id }) => id === session?.id);
  const next = rows[place < 0 && by < 0 ? -1 : place + by];
  if (next) emit('choose', { id: next.id, byKey: true });
  else if (rows.length)
    say(
      by > 0 ? 'This is the last session of the list.' : 'This is the first session of the list.',
    );
}

addActions({
  'step-finding': (shift, { dataset: { by } }) => stepFinding(Number(by)),
  'step-session': (shift, { dataset: { by } }) => stepSession(Number(by)),
});

// Keys of what not every page has are listed where they do something.
addEventListener('load', () => {
  /** @type {NodeListOf<HTMLElement>} */
  const rows = document.querySelectorAll('[data-needs]');
  for (const row of rows) row.hidden = !(row.dataset.needs in actions);
});

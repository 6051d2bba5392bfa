/** Steps by key: to the next and the previous finding, turn and session. */
import { addActions, emit } from './bus.js';
import { turns } from './conversation.js';
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
  write('step-said', sentence);
  clearTimeout(timer);
  timer = setTimeout(() => write('step-said', ''), STAY);
}

/** @param {number} by 1 or -1 */
function stepFinding(by) {
  const places = placesInOrder();
  if (!places.length) {
    say(transport.source ? 'No finding has a place in this recording.' : '');
    return;
  }
  const starts = places.map(({ at }) => at);
  const place = nextFrom(starts, by);
  if (place < 0) {
    say(by > 0 ? 'No finding further on.' : 'No finding before this place.');
    return;
  }
  const { at, message } = places[place];
  emit('seek', at);
  const which = `${thousands(place + 1)} of ${thousands(places.length)}`;
  say(`Finding ${which}, ${time(at, 2)}: ${visible(message)}`);
}

/**
 * The index of the place to step to from the playhead; -1 where there is none.
 * @param {number[]} starts s, in order @param {number} by 1 or -1
 */
function nextFrom(starts, by) {
  const { position, isPlaying } = transport;
  return by > 0
    ? starts.findIndex((at) => at > position + NEAR)
    : starts.findLastIndex((at) => at < position - (isPlaying ? GRACE : NEAR));
}

/** @param {number} by 1 or -1 */
function stepTurn(by) {
  const all = turns();
  if (!all.length) {
    say(transport.source ? 'No turns are known in this recording.' : '');
    return;
  }
  const starts = all.map(({ start }) => start);
  const turn = all[nextFrom(starts, by)];
  if (!turn) {
    say(by > 0 ? 'No turn further on.' : 'No turn before this place.');
    return;
  }
  emit('seek', turn.start);
  const who = turn.name ? `${visible(turn.name)}: ` : '';
  say(`${time(turn.start, 2)} ${who}${visible(turn.text)}`);
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
  'step-turn': (shift, { dataset: { by } }) => stepTurn(Number(by)),
  'step-session': (shift, { dataset: { by } }) => stepSession(Number(by)),
});

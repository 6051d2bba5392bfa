/**
 * *Live*: a call is heard while it is recorded. The waveform grows, the delay is shown, one can go
 * back and come back, and the next call is one click away.
 */
import { request, sessionUrl, socket } from './api.js';
import { addActions, emit, limit, on } from './bus.js';
import { reread, session } from './detail.js';
import { $, write } from './html.js';
import { live } from './live.js';
import { say } from './manage.js';
import { playbacks } from './outputs.js';
import { extend, follow, transport } from './transport.js';
import { refresh, shown } from './waveform.js';
/** @import {EndReason, Session} from './types.js' */

const GROWS = 10_000; // ms for which a session counts as growing after it did
const BEHIND = 2; // s from which on "Back to live" is offered
const TICK = 250; // ms between two looks at the delay
const ASK = 1000; // ms between two requests for more of the waveform
const DRAW = 200; // ms between two drawings of what grows
const SHARE = 0.3; // of a new delay in the one that is shown, as chunks come with jitter
const MOST = 20_000; // columns that the player gives at once
const AGAIN = 2000; // ms after which a speaker that lost a call is asked again
const WORTH_SAYING = 1; // s that were left out

/** @type {Record<EndReason, string>} */
const WORDS = {
  stopped: 'The player has ended live listening.',
  session_gone: 'The session was deleted or has expired, so nothing more comes of this call.',
  recording_ended: 'The recording has ended. Below is all of it.',
  undecodable: 'What comes now cannot be read as sound, so live listening has ended.',
  redis_unavailable: 'Redis is away, so live listening has ended. Press Live once it is back.',
};

/** How long each session was, and when it last grew. @type {Map<string, {length: number, at: number}>} */
const growth = new Map();
let wants = false; // the next call is to be heard live, too
/** @type {EndReason} */
let reason = 'recording_ended'; // why no more comes
let wasLive = '';
let delay = 0; // s, as shown
let told = 0; // s that the player said to be there
let asked = 0; // ms
let isAsking = false;

/** @param {?Session} one */
const isGrowing = (one) =>
  Boolean(one) &&
  (one.is_recording || performance.now() - (growth.get(one.id)?.at ?? -1e9) < GROWS);

on('session', ({ id, audio_buffer_length: length = 0 }) => {
  const known = growth.get(id);
  if (known && length > known.length) growth.set(id, { length, at: performance.now() });
  else if (!known || length < known.length) growth.set(id, { length, at: -1e9 });
});
on('gone', ({ id }) => growth.delete(id));

/** Seconds of the call that are there. */
const edge = () =>
  transport.output.name === 'server'
    ? Math.max(told, playbacks.get(transport.source.id)?.duration ?? 0)
    : transport.duration;

function draw() {
  const { isLive, state, source } = transport;
  const isOffered = isLive || (Boolean(source) && isGrowing(session));
  $('live-part').hidden = !isOffered;
  const isHeard = isLive && state !== 'stopped' && delay > 0;
  const isFar = isHeard && delay > BEHIND;
  $('live-part').dataset.state = isHeard && !isFar ? 'near' : '';
  write('live', isFar ? 'Back to live' : 'Live');
  write('delay', isHeard ? `${delay.toFixed(1)} s behind` : '');
}

function look() {
  const { isLive, position, output, state } = transport;
  if (isLive && output.name === 'server') lookAtSpeaker();
  if (isLive && ['playing', 'paused'].includes(state)) {
    const now = Math.max(0, edge() - position);
    const isJump = !delay || Math.abs(now - delay) > 1;
    delay = isJump ? now : delay + (now - delay) * SHARE;
  } else if (state === 'stopped') delay = 0;
  draw();
}

/** More of the waveform is there, and more of the time. */
const drawGrown = limit(() => {
  refresh();
  emit('transport');
}, DRAW);

/** The speaker's sound does not come here: how it looks is asked for. */
function lookAtSpeaker() {
  extend(edge());
  if (performance.now() - asked > ASK) fill(Infinity);
}

/**
 * Draw what is missing of the waveform up to a moment, as the player has it.
 * @param {number} end s
 */
async function fill(end) {
  const peaks = shown();
  if (!peaks || isAsking) return;
  isAsking = true;
  asked = performance.now();
  const { id } = transport.source;
  const start = peaks.whole.end;
  const points = end - start < 600 ? Math.ceil((end - start) / peaks.whole.step) : MOST;
  const until = Math.min(end, start + 600);
  const answer = await request(
    sessionUrl(id, '/waveform', { start, end: until, points: Math.max(1, Math.min(MOST, points)) }),
  ).catch(/** @returns {any} */ () => null);
  isAsking = false;
  if (!answer || peaks !== shown() || !transport.isLive) return;
  told = Math.max(told, answer.duration);
  const { channels } = answer;
  const count = channels[0]?.min.length ?? 0;
  if (!count || answer.end <= answer.start) return;
  const lane = (/** @type {number} */ number) => channels[Math.min(number, channels.length - 1)];
  peaks.append(answer.start, (answer.end - answer.start) / count, count, (number, i) => [
    lane(number).min[i],
    lane(number).max[i],
  ]);
  extend(peaks.duration);
  drawGrown();
}

on('frames', ({ start, rate, channels, samples }) => {
  const peaks = shown();
  if (!peaks || transport.output !== live) return;
  if (start > peaks.duration + peaks.whole.step) fill(start); // between what was read and what comes
  peaks.append(start, 1 / rate, samples.length / channels, (lane, i) => {
    const level = samples[i * channels + Math.min(lane, channels - 1)] / 32768;
    return [level, level];
  });
  extend(peaks.duration);
  drawGrown();
});

on('last', (why) => {
  reason = why;
  if (delay > BEHIND) say('The recording has ended. You hear on to its end.');
});
on('gone', ({ id }) => {
  if (transport.isLive && id === transport.source.id) reason = 'session_gone';
});
on('over', () => {
  emit('failed', { message: WORDS[reason], code: 'live_over' });
  reread();
});
socket.on('follow_notice', ({ session_id: id, message }) => {
  if (transport.isLive && id === transport.source.id) say(message);
});
on('skipped', (seconds) => {
  if (seconds >= WORTH_SAYING)
    say(`${seconds.toFixed(0)} s were left out: the sound goes on with what is recorded now.`);
});

on('transport', () => {
  const { isLive, source } = transport;
  if (isLive) wasLive = source.id;
  else if (wasLive && source?.id === wasLive) wants = false; // stopped by hand, or over
  if (!isLive) [told, delay] = [0, 0];
  if (!isLive && source && source.id !== wasLive) {
    wasLive = '';
    if (wants && session?.id === source.id && isGrowing(session)) follow();
  }
  draw();
});
addActions({
  live: () => {
    wants = true;
    reason = 'recording_ended';
    follow();
  },
});
/** A player that was away has no playback any more; one that only the page lost goes on by itself. */
socket.on('connect', () =>
  setTimeout(() => {
    const { isLive, output, state } = transport;
    if (isLive && output.name === 'server' && state === 'stopped') follow();
  }, AGAIN),
);
setInterval(look, TICK);

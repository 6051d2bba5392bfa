/**
 * The page: joins its modules, follows the address; theme, output and live changes.
 * A module that is imported without a name adds its own buttons and listeners.
 */
import { post, socket } from './api.js';
import { addActions, debounce, emit, on } from './bus.js';
import './checks.js';
import './controls.js';
import './conversation.js';
import { openSession, session } from './detail.js';
import './compare.js';
import './downloads.js';
import './dropped.js';
import './empty.js';
import './follow.js';
import { $, write } from './html.js';
import { routeOf } from './links.js';
import { select } from './list.js';
import './analysis.js';
import './loudness.js';
import './manage.js';
import './meter.js';
import './report.js';
import { apply, load, shown } from './sessions.js';
import { playbacks } from './outputs.js';
import './spectrogram.js';
import './steps.js';
import './talk.js';
import './speech.js';
import { look, status } from './status.js';
import { moveTo, play, set, transport } from './transport.js';
/** @import {Moment, Output} from './types.js' */

const GONE = 'The session is gone: what was not loaded before can no longer be heard.';
const SETTLE = 120; // ms after the last arrow key until a session is read

function showRoute() {
  const { id, moment } = routeOf(location.hash);
  document.body.dataset.view = id === null ? 'list' : 'detail';
  select(id);
  if (id !== (session?.id ?? null)) openSession(id, moment?.position, moment);
  else if (moment) goTo(moment);
}

/** A link into the open session. @param {Moment} moment */
function goTo(moment) {
  const { position, ...rest } = moment;
  if (transport.source && !Object.values(rest).some(Boolean)) emit('seek', position);
  else openSession(session.id, position, moment);
}

const settle = debounce(showRoute, SETTLE);

on('choose', ({ id, byKey }) => {
  history[byKey && session ? 'replaceState' : 'pushState'](
    null,
    '',
    `#session=${encodeURIComponent(id)}`,
  );
  select(id, byKey);
  (byKey ? settle : showRoute)();
});
addEventListener('popstate', showRoute);
showRoute();

// Live: the list is read once, then changes come; it is read again after the connection or Redis
// was lost.
const AWAY = ['away', 'unreachable', 'redis_unavailable']; // codes of messages that are over then
let wasAway = false;
let isPlayerAway = false;
load().then(() => {
  select(session?.id, true);
  socket.connect();
});
socket.on('sessions_changed', apply);
socket.io.on('reconnect', load);

on('status', ({ redis_available: available }) => {
  isPlayerAway = false;
  if (available && (wasAway || shown.state === 'error')) load().then(() => emit('back'));
  wasAway = !available;
});
on('lost', () => {
  wasAway = true;
});
on('away', () => {
  wasAway = true;
  isPlayerAway = true;
  sayWaiting();
});
look();

// Here or there: the choice is remembered, and kept even while the server has no speaker.
/** @param {string} text empty takes the notice away @param {string} code of the failure */
function notice(text, code = '') {
  write('notice-text', text);
  $('notice').dataset.code = code;
}

/**
 * Sound that was not loaded before waits for the player; once it is back, it is asked for again.
 */
function sayWaiting() {
  if (isPlayerAway && transport.state === 'waiting')
    notice('The player does not answer. The sound goes on once it is back.', 'away');
}

on('transport', sayWaiting);
on('back', () => {
  if (AWAY.includes($('notice').dataset.code)) notice('');
  const { state, source, output, isLive } = transport;
  if (state !== 'waiting' || output.name !== 'browser' || isLive) return;
  const { position } = output;
  output.open({ ...source, version: Date.now() }); // the browser waits on with the old address
  play(position);
});

function moveSound() {
  const missing = transport.wanted === 'server' && status.audio_available === false;
  moveTo(missing ? 'browser' : transport.wanted);
  notice(missing ? `${status.audio_message} The sound comes from this browser instead.` : '');
}

/** @type {boolean | undefined} */
let speakerWas;
on('status', ({ audio_available: now }) => {
  if (now !== speakerWas) {
    speakerWas = now;
    moveSound();
  }
});
on('failed', ({ code = 'failed', message }) =>
  notice(code === 'session_not_found' ? GONE : message, code),
);
on('transport', () => transport.state === 'playing' && $('notice').dataset.code && notice(''));
$('output').onchange = () => {
  set({ wanted: /** @type {Output['name']} */ ($('output').elements.output.value) });
  moveSound();
};

matchMedia('(prefers-color-scheme: dark)').onchange = () => emit('theme');
addActions({
  theme: () => {
    const root = document.documentElement;
    const theme = getComputedStyle(root).colorScheme === 'dark' ? 'light' : 'dark';
    root.dataset.theme = theme;
    document.cookie = `theme=${theme}; max-age=31536000; samesite=lax`; // the server puts it into the page
    emit('theme');
  },
  'close-notice': () => notice(''),
  'stop-others': async () => {
    notice('');
    await Promise.allSettled([...playbacks.keys()].map((id) => post(id, '/stop')));
    play();
  },
});

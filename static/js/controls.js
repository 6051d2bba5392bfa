/** The transport's buttons, keys and media keys, and what they show. */
import { actions, on } from './bus.js';
import { time } from './format.js';
import { $, press, write } from './html.js';
import { pause, play, seek, set, setRegion, setVolume, skip, stop, toggle, transport } from './transport.js';
import { setPosition, setRegion as drawRegion } from './waveform.js';

const FLOOR = -60; // dBFS at the meter's left end
const media = navigator.mediaSession;

/** Named by `data-action` and KEYS; `shift` is the other step. */
Object.assign(actions, {
  toggle,
  stop,
  back: (shift) => skip(shift ? -30 : -10),
  forward: (shift) => skip(shift ? 30 : 10),
  left: (shift) => skip(shift ? -1 : -5),
  right: (shift) => skip(shift ? 1 : 5),
  louder: (shift) => setVolume(transport.volume + (shift ? 0.01 : 0.05)),
  softer: (shift) => setVolume(transport.volume - (shift ? 0.01 : 0.05)),
  mute: () => set({ muted: !transport.muted }),
  loop: () => set({ loop: !transport.loop }),
  'skip-silence': () => set({ skipSilence: !transport.skipSilence }),
  'part-begin': () => select(transport.position, transport.region?.end ?? transport.duration),
  'part-end': () => select(transport.region?.start ?? 0, transport.position),
  'part-none': () => transport.region && setRegion(null),
  search: () => $('search').focus(),
  help: () => $('help').showModal(),
});

const KEYS = {
  ' ': 'toggle', k: 'toggle', s: 'stop', j: 'back', l: 'forward', ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'louder', ArrowDown: 'softer',
  m: 'mute', r: 'loop', '[': 'part-begin', ']': 'part-end', Escape: 'part-none', '+': 'zoom-in', '=': 'zoom-in', '-': 'zoom-out', 0: 'zoom-fit',
  '/': 'search', '?': 'help',
};

const select = (start, end) => end > start && setRegion({ start, end });

document.addEventListener('keydown', (event) => {
  const { target, key } = event;
  const action = KEYS[key.length === 1 ? key.toLowerCase() : key];
  if (!action || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (target.closest('input:not([type=range], [type=radio]), select, dialog')) return;
  if (key === ' ' ? target.closest('button, a, summary, input') : key.startsWith('Arrow') && target.closest('input')) return;
  event.preventDefault();
  actions[action](event.shiftKey);
});

$('volume').oninput = ({ target }) => setVolume(target.value / 100);
$('rate').onchange = ({ target }) => set({ rate: Number(target.value) });
on('seek', seek);
on('region', setRegion);
on('transport', () => {
  const { state, source, isPlaying, output, muted, volume, region, duration, position, rate, loop, skipSilence } = transport;
  Object.assign($('transport').dataset, { state, output: output.name });
  $('play').ariaLabel = isPlaying ? 'Pause' : 'Play';
  for (const control of $('transport').querySelectorAll('.needs-sound')) control.disabled = !source;
  press('loop', loop);
  press('skip-silence', skipSilence);
  press('mute', muted);
  $('volume').value = muted ? 0 : volume * 100;
  $('volume').style.setProperty('--value', `${$('volume').value}%`);
  $('rate').value = rate;
  for (const radio of document.getElementsByName('output')) radio.checked = radio.value === output.name;
  write('duration', time(duration));
  drawRegion(region);
  if (!media) return;
  media.playbackState = isPlaying ? 'playing' : source ? 'paused' : 'none';
  if (duration) media.setPositionState({ duration, position: Math.min(position, duration), playbackRate: rate });
});

on('position', (position) => {
  const { state, duration, output } = transport;
  write('position', time(position));
  setPosition(position, state === 'playing');
  Object.assign($('overview'), { ariaValueMax: duration.toFixed(1), ariaValueNow: position.toFixed(1), ariaValueText: `${time(position)} of ${time(duration)}` });
  $('meter').style.setProperty('--level', output.level === null ? 0 : Math.max(0, 1 - output.level / FLOOR));
});

const mediaKeys = { play: () => play(), pause, stop, seekto: ({ seekTime }) => seek(seekTime), seekbackward: () => skip(-10), seekforward: () => skip(10) };
for (const name in mediaKeys) media?.setActionHandler(name, mediaKeys[name]);
set({});

/** The transport's buttons, keys and media keys, and what they show. */
import { actions, emit, on } from './bus.js';
import { time } from './format.js';
import { $, write } from './html.js';
import {
  pause,
  play,
  seek,
  set,
  setRegion,
  setVolume,
  skip,
  stop,
  toggle,
  transport,
} from './transport.js';
import { setPosition, setRegion as drawRegion } from './waveform.js';

const FLOOR = -60; // dBFS at the meter's left end
const media = navigator.mediaSession;

/** How far a button goes: `data-by`, or `data-by-shift` with Shift. */
const step = (shift, { dataset }) => Number(shift ? dataset.byShift : dataset.by);

Object.assign(actions, {
  toggle,
  stop,
  skip: (...how) => skip(step(...how)),
  volume: (...how) => setVolume(transport.volume + step(...how)),
  switch: (shift, { dataset: { setting } }) => set({ [setting]: !transport[setting] }),
  part: (shift, { dataset: { edge } }) => {
    const { region, duration, position } = transport;
    const part = { start: 0, end: duration, ...region, [edge]: position };
    if (edge ? part.start < part.end : region) setRegion(edge ? part : null);
  },
  help: () => $('help').showModal(),
});

// A radio button that was reached by Tab keeps its arrow keys; after a click they belong to the sound.
let isByPointer = false;
document.addEventListener('pointerdown', () => {
  isByPointer = true;
});
document.addEventListener('keydown', ({ key }) => {
  if (key === 'Tab') isByPointer = false;
});

/** A key does what the element does that names it in `data-key`; not while somebody types. */
document.addEventListener('keydown', (event) => {
  const { target, key, shiftKey } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  // What is open on top closes by itself at Escape, and nothing behind it listens.
  if (document.querySelector(key === 'Escape' ? 'dialog[open], :popover-open' : 'dialog[open]'))
    return;
  if (
    target.closest(
      key === ' '
        ? 'button, a, summary, input:not([type=range]), select, dialog'
        : 'input:not([type=range], [type=radio]), select, dialog',
    )
  )
    return;
  if (
    key.startsWith('Arrow') &&
    target.closest(isByPointer ? 'input:not(#overview, [type=radio])' : 'input:not(#overview)')
  )
    return;
  const button = document.querySelector(
    `[data-key~="${CSS.escape(key === ' ' ? 'space' : key.toLowerCase())}"]`,
  );
  if (!button || button.matches(':disabled')) return;
  event.preventDefault();
  const action = actions[button.dataset.action] ?? (() => button.focus());
  action(shiftKey, button);
});

$('overview').oninput = ({ target }) => emit('seek', Number(target.value));
$('volume').oninput = ({ target }) => setVolume(target.value / 100);
$('rate').onchange = ({ target }) => set({ rate: Number(target.value) });
on('seek', seek);
on('region', ({ start, end }) => setRegion({ start, end }));
on('transport', () => {
  const {
    state,
    source,
    isPlaying,
    output: { name: output },
    muted,
    volume,
    region,
    duration,
    position,
    rate,
  } = transport;
  Object.assign($('transport').dataset, { state, output });
  $('play').ariaLabel = isPlaying ? 'Pause' : 'Play';
  $('controls').disabled = !source;
  for (const button of document.querySelectorAll('[data-setting]'))
    button.ariaPressed = transport[button.dataset.setting];
  $('output').elements.output.value = output;
  $('volume').value = muted ? 0 : volume * 100;
  $('rate').value = rate;
  write('duration', time(duration));
  drawRegion(region);
  media.playbackState = isPlaying ? 'playing' : 'paused';
  if (duration)
    media.setPositionState({
      duration,
      position: Math.min(position, duration),
      playbackRate: rate,
    });
});

on('position', (position) => {
  const {
    state,
    duration,
    output: { level },
  } = transport;
  write('position', time(position));
  setPosition(position, state === 'playing');
  Object.assign($('overview'), {
    max: duration,
    value: position,
    ariaValueText: `${time(position)} of ${time(duration)}`,
  });
  $('meter').style.setProperty('--level', level === null ? 0 : Math.max(0, 1 - level / FLOOR));
});

const mediaKeys = {
  play: () => play(),
  pause,
  stop,
  seekto: ({ seekTime }) => seek(seekTime),
  seekbackward: () => skip(-10),
  seekforward: () => skip(10),
};
for (const name in mediaKeys) media.setActionHandler(name, mediaKeys[name]);
set({});

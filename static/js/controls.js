/** The transport's buttons, keys and media keys, and what they show. */
import { actions, addActions, emit, on } from './bus.js';
import { time } from './format.js';
import { $, closest, write } from './html.js';
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
/** @import {Switch} from './types.js' */

const media = navigator.mediaSession;
/** @type {NodeListOf<HTMLButtonElement>} */
const settingButtons = document.querySelectorAll('[data-setting]');

/** @param {HTMLElement} button */
const settingOf = (button) => /** @type {Switch} */ (button.dataset.setting);

/**
 * How far a button goes: `data-by`, or `data-by-shift` with Shift.
 * @param {boolean} shift @param {HTMLElement} button
 */
const step = (shift, { dataset }) => Number(shift ? dataset.byShift : dataset.by);

addActions({
  toggle,
  stop,
  skip: (shift, button) => skip(step(shift, button)),
  volume: (shift, button) => setVolume(transport.volume + step(shift, button)),
  switch: (shift, button) => set({ [settingOf(button)]: !transport[settingOf(button)] }),
  part: (shift, { dataset: { edge } }) => {
    const { region, duration, position } = transport;
    const part = { start: 0, end: duration, ...region, [edge]: position };
    if (edge ? part.start < part.end : region) setRegion(edge ? part : null);
  },
  help: () => $('help').showModal(),
});

// A radio button that was reached by Tab keeps its arrow keys.
// After a click they belong to the sound.
let isByPointer = false;
document.addEventListener('pointerdown', () => {
  isByPointer = true;
});
document.addEventListener('keydown', ({ key }) => {
  if (key === 'Tab') isByPointer = false;
});

/** A key does what the element does that names it in `data-key`; not while text is entered. */
document.addEventListener('keydown', (event) => {
  const { key, shiftKey } = event;
  const isPlain = !(event.ctrlKey || event.metaKey || event.altKey);
  // some keyboards have [ and { only behind AltGr
  if (!(isPlain || event.getModifierState('AltGraph')) || event.defaultPrevented) return;
  // What is open on top closes by itself at Escape, and nothing behind it listens.
  if (document.querySelector(key === 'Escape' ? 'dialog[open], :popover-open' : 'dialog[open]'))
    return;
  if (
    closest(
      event,
      key === ' '
        ? 'button, a, summary, input:not([type=range]), select, dialog'
        : 'input:not([type=range], [type=radio]), select, dialog',
    )
  )
    return;
  if (
    key.startsWith('Arrow') &&
    closest(event, isByPointer ? 'input:not(#overview, [type=radio])' : 'input:not(#overview)')
  )
    return;
  /** @type {?HTMLButtonElement} */
  const button = document.querySelector(
    `[data-key~="${CSS.escape(key === ' ' ? 'space' : key.toLowerCase())}"]`,
  );
  if (!button || button.matches(':disabled')) return;
  event.preventDefault();
  const action = actions[button.dataset.action] ?? (() => button.focus());
  action(shiftKey, button);
});

$('overview').oninput = () => emit('seek', Number($('overview').value));
$('volume').oninput = () => setVolume(Number($('volume').value) / 100);
$('rate').onchange = () => set({ rate: Number($('rate').value) });
on('seek', seek);
on('region', ({ start, end }) => setRegion({ start, end }));
on('transport', () => {
  const {
    state,
    source,
    isPlaying,
    output: { name: output },
    isLive,
    muted,
    volume,
    region,
    duration,
    position,
    rate,
  } = transport;
  Object.assign($('transport').dataset, { state, output, live: isLive ? 'on' : '' });
  $('play').ariaLabel = isPlaying ? 'Pause' : 'Play';
  $('controls').disabled = !source;
  for (const button of settingButtons) button.ariaPressed = String(transport[settingOf(button)]);
  $('output').elements.output.value = output;
  $('volume').value = String(muted ? 0 : volume * 100);
  $('rate').value = String(rate);
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
  const { state, duration } = transport;
  write('position', time(position));
  setPosition(position, state === 'playing');
  Object.assign($('overview'), {
    max: duration,
    value: position,
    ariaValueText: `${time(position)} of ${time(duration)}`,
  });
});

media.setActionHandler('play', () => play());
media.setActionHandler('pause', pause);
media.setActionHandler('stop', stop);
media.setActionHandler('seekto', ({ seekTime }) => seek(seekTime));
media.setActionHandler('seekbackward', () => skip(-10));
media.setActionHandler('seekforward', () => skip(10));
set({});

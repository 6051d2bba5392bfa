/** The transport's buttons, keys and media keys, and what they show. */
import { decibels, time } from './format.js';
import { $, setText } from './html.js';

const FLOOR = -60; // dBFS at the meter's left end

/** Keys and what they do; `shift` is the other step. Shown by `?` from the template's list. */
const keys = (transport, waveform) => ({
  ' ': () => transport.toggle(),
  k: () => transport.toggle(),
  s: () => transport.stop(),
  ArrowLeft: (shift) => transport.skip(shift ? -1 : -5),
  ArrowRight: (shift) => transport.skip(shift ? 1 : 5),
  j: (shift) => transport.skip(shift ? -30 : -10),
  l: (shift) => transport.skip(shift ? 30 : 10),
  ArrowUp: (shift) => transport.setVolume(transport.volume + (shift ? 0.01 : 0.05)),
  ArrowDown: (shift) => transport.setVolume(transport.volume - (shift ? 0.01 : 0.05)),
  m: () => transport.setMuted(!transport.muted),
  r: () => transport.setLoop(!transport.loop),
  '[': () => transport.setRegion({ start: transport.position, end: transport.region?.end > transport.position ? transport.region.end : transport.duration }),
  ']': () => transport.setRegion({ start: Math.min(transport.region?.start ?? 0, transport.position), end: transport.position }),
  Escape: () => transport.region && transport.setRegion(null),
  '+': () => waveform.zoomBy(2),
  '=': () => waveform.zoomBy(2),
  '-': () => waveform.zoomBy(0.5),
  0: () => waveform.zoomBy(0),
  '/': () => $('search').focus(),
  '?': () => $('help').showModal(),
});

export function bindControls(transport, waveform) {
  const on = (id, action, event = 'click') => $(id).addEventListener(event, action);
  on('play', () => transport.toggle());
  on('stop', () => transport.stop());
  on('back-10', () => transport.skip(-10));
  on('forward-10', () => transport.skip(10));
  on('loop', () => transport.setLoop(!transport.loop));
  on('skip-silence', () => transport.setSkipSilence(!transport.skipSilence));
  on('mute', () => transport.setMuted(!transport.muted));
  on('volume', (event) => transport.setVolume(event.target.value / 100), 'input');
  on('rate', (event) => transport.setRate(Number(event.target.value)), 'change');
  on('zoom-in', () => waveform.zoomBy(2));
  on('zoom-out', () => waveform.zoomBy(0.5));
  on('zoom-fit', () => waveform.zoomBy(0));
  on('select-part', (event) => {
    waveform.selecting = !waveform.selecting;
    event.currentTarget.setAttribute('aria-pressed', waveform.selecting);
  });
  on('show-spectrogram', (event) => {
    $('spectrogram').hidden = !$('spectrogram').hidden;
    event.currentTarget.setAttribute('aria-pressed', !$('spectrogram').hidden);
    waveform.drawSpectrogram();
  });
  waveform.on('seek', (seconds) => transport.seek(seconds));
  waveform.on('region', (region) => transport.setRegion(region));
  transport.on('change', () => { drawControls(transport); waveform.setRegion(transport.region); });
  transport.on('tick', (position) => drawPosition(transport, waveform, position));
  drawControls(transport);
  bindKeys(keys(transport, waveform));
  bindMediaSession(transport);
}

function drawControls(transport) {
  const { state, source, isPlaying, outputName } = transport;
  $('transport').dataset.state = state;
  $('play').setAttribute('aria-label', isPlaying ? 'Pause' : 'Play');
  for (const control of $('transport').querySelectorAll('.needs-sound')) control.disabled = !source;
  const press = (id, pressed) => $(id).setAttribute('aria-pressed', pressed);
  press('loop', transport.loop);
  press('skip-silence', transport.skipSilence);
  press('mute', transport.muted);
  $('volume').value = transport.muted ? 0 : transport.volume * 100;
  $('volume').style.setProperty('--value', `${$('volume').value}%`);
  $('rate').value = transport.rate;
  $('rate').disabled = outputName === 'server';
  $('rate').title = outputName === 'server' ? 'The server plays at the recording’s own speed' : 'Speed; the pitch is kept';
  for (const radio of document.getElementsByName('output')) radio.checked = radio.value === outputName;
  setText($('duration'), time(transport.duration));
  if (!('mediaSession' in navigator)) return;
  navigator.mediaSession.playbackState = isPlaying ? 'playing' : source ? 'paused' : 'none';
}

function drawPosition(transport, waveform, position) {
  const { source, state } = transport;
  setText($('position'), time(position));
  waveform.setPosition(position, state === 'playing');
  const slider = $('waveform');
  slider.setAttribute('aria-valuemax', transport.duration.toFixed(1));
  slider.setAttribute('aria-valuenow', position.toFixed(1));
  slider.setAttribute('aria-valuetext', `${time(position)} of ${time(transport.duration)}`);
  const level = state !== 'playing' ? null : transport.outputName === 'server' ? transport.output.level : source.levelAt(position);
  $('meter').style.setProperty('--level', level === null ? 0 : Math.max(0, 1 - level / FLOOR).toFixed(3));
  $('meter').title = `Level ${decibels(level)}`;
}

function bindKeys(actions) {
  document.addEventListener('keydown', (event) => {
    const { target, key, shiftKey } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (target.closest('input:not([type=range], [type=radio]), textarea, select, dialog')) return;
    if (key === ' ' && target.closest('button, a, summary, input')) return;
    if (key.startsWith('Arrow') && target.closest('input, [role=listbox]')) return;
    const action = actions[key.length === 1 ? key.toLowerCase() : key];
    if (!action) return;
    event.preventDefault();
    action(shiftKey);
  });
}

function bindMediaSession(transport) {
  const session = navigator.mediaSession;
  if (!session) return;
  const actions = { play: () => transport.play(), pause: () => transport.pause(), stop: () => transport.stop(),
    seekbackward: ({ seekOffset }) => transport.skip(-(seekOffset ?? 10)), seekforward: ({ seekOffset }) => transport.skip(seekOffset ?? 10),
    seekto: ({ seekTime }) => transport.seek(seekTime) };
  for (const [name, action] of Object.entries(actions)) session.setActionHandler(name, action);
  transport.on('change', () => {
    const { duration, position, rate } = transport;
    if (duration) session.setPositionState({ duration, position: Math.min(position, duration), playbackRate: rate });
  });
}

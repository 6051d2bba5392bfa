/** On demand: the frequencies of the part in sight, drawn by the player. */
import { sessionUrl } from './api.js';
import { actions, on } from './bus.js';
import { $ } from './html.js';
import { transport } from './transport.js';
import { view } from './waveform.js';

const box = $('spectrogram');
const [picture] = box.children;

function draw() {
  const { id, reading, version } = transport.source ?? {};
  if (box.hidden || !id || !view()) return;
  const url = sessionUrl(id, '/spectrogram', {
    ...reading,
    ...view(),
    width: Math.min(2000, picture.width),
    v: version,
  });
  if (picture.getAttribute('src') === url) return;
  box.dataset.state = 'loading';
  picture.src = url;
}

picture.onload = () => {
  box.dataset.state = 'ready';
};
picture.onerror = () => {
  box.dataset.state = 'failed';
};
actions.spectrogram = (shift, button) => {
  button.ariaPressed = box.hidden;
  box.hidden = !box.hidden;
  draw();
};
on('view', draw);

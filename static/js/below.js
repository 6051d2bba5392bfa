/** What lies below the waveform and follows it: canvases over the same time, on which a click seeks. */
import { emit } from './bus.js';
import { view } from './waveform.js';

/**
 * A press seeks there, and dragging seeks on.
 * @param {HTMLElement} element as wide as the waveform
 */
export function seekOn(element) {
  let isDown = false;
  /** @param {PointerEvent} event */
  const seek = ({ clientX }) => {
    const seen = view();
    if (!seen) return;
    const { left, width } = element.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (clientX - left) / width));
    emit('seek', seen.start + share * (seen.end - seen.start));
  };
  element.addEventListener('pointerdown', (event) => {
    if (event.button) return;
    isDown = true;
    element.setPointerCapture(event.pointerId);
    seek(event);
  });
  element.addEventListener('pointermove', (event) => isDown && seek(event));
  for (const end of ['pointerup', 'pointercancel'])
    element.addEventListener(end, () => {
      isDown = false;
    });
}

/**
 * Draw values over the part in sight, one after the other from 0 s on, as a line or as bars.
 * @param {CanvasRenderingContext2D} context
 * @param {object} curve
 * @param {(number | null)[]} curve.values null: nothing
 * @param {number} curve.step s from one to the next
 * @param {number} [curve.first] s, where the first one lies
 * @param {[number, number]} curve.range of the values, from the bottom to the top
 * @param {boolean} [curve.asBars] from the bottom up
 */
export function drawCurve(
  context,
  { values, step, first = 0, range: [low, high], asBars = false },
) {
  const { start, end } = view();
  const { width, height } = context.canvas;
  /** @param {number} value */
  const y = (value) => height * (1 - Math.min(1, Math.max(0, (value - low) / (high - low))));
  const begin = Math.max(0, Math.floor((start - first) / step) - 1);
  const last = Math.min(values.length - 1, Math.ceil((end - first) / step) + 1);
  context.lineWidth = 1.5 * devicePixelRatio;
  context.lineJoin = 'round';
  context.strokeStyle = context.fillStyle;
  context.beginPath();
  let isOn = false;
  for (let i = begin; i <= last; i += 1) {
    const value = values[i];
    const x = ((first + i * step - start) / (end - start)) * width;
    if (asBars && value !== null) {
      const [left, right] = [x, x + (step / (end - start)) * width].map(Math.round);
      context.fillRect(left, y(value), Math.max(devicePixelRatio, right - left), height - y(value));
    } else if (value !== null && isOn) context.lineTo(x, y(value));
    else if (value !== null) context.moveTo(x, y(value));
    isOn = value !== null;
  }
  if (!asBars) context.stroke();
}

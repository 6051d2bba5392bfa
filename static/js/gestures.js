/** The pointer on the waveform: it seeks, and selects, moves and resizes a part. */
import { emit } from './bus.js';
import { closest } from './html.js';
/** @import {Span} from './types.js' */

const STILL = 3; // px that a click may move

/** @typedef {(seconds: number) => void} Move what the pointer does at a time of the sound */

/**
 * @param {HTMLElement} scene
 * @param {object} waveform what the pointer acts on
 * @param {(event: PointerEvent) => number} waveform.timeAt s under the pointer, kept in sight
 * @param {(event: PointerEvent) => number} waveform.clickTime s that a click means
 * @param {(event: PointerEvent) => void} waveform.reveal scroll when the pointer leaves at a side
 * @param {() => boolean} waveform.isSelecting without Shift
 * @param {() => ?Span} waveform.region the selected part
 * @param {(region: ?Span) => void} waveform.setRegion shows it
 * @param {() => number} waveform.duration s
 */
export function watchPointer(scene, waveform) {
  const { timeAt, clickTime, reveal, isSelecting, region, setRegion, duration } = waveform;
  /**
   * Where it began (px), what it does, and the part that was selected before.
   * @type {?{x: number, y: number, move: Move, hasMoved: boolean, before: ?Span}}
   */
  let drag = null;

  /**
   * What dragging from here does.
   * @param {PointerEvent} event @param {number} from s @returns {Move}
   */
  function dragFrom(event, from) {
    const { edge } = /** @type {HTMLElement} */ (event.target).dataset;
    const { start, end } = region() ?? {};
    if (event.shiftKey || isSelecting()) return spread(from);
    if (edge) return spread(edge === 'start' ? end : start);
    if (closest(event, '.region'))
      return (at) => {
        const shift = Math.max(-start, Math.min(duration() - end, at - from));
        setRegion({ start: start + shift, end: end + shift });
      };
    return (at) => emit('seek', at);
  }

  /** @param {number} from s @returns {Move} */
  const spread = (from) => (at) =>
    setRegion({ start: Math.min(from, at), end: Math.max(from, at) });

  scene.addEventListener('pointerdown', (event) => {
    if (event.button || !duration() || closest(event, 'button, select')) return;
    const { clientX: x, clientY: y, pointerId } = event;
    drag = { x, y, move: dragFrom(event, timeAt(event)), hasMoved: false, before: region() };
    scene.setPointerCapture(pointerId);
  });
  scene.addEventListener('pointermove', (event) => {
    if (!drag) return;
    drag.hasMoved ||= Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > STILL;
    if (!drag.hasMoved || !duration()) return;
    reveal(event);
    drag.move(timeAt(event));
  });
  scene.addEventListener('pointerup', (event) => {
    if (!drag) return;
    const { hasMoved, before } = drag;
    drag = null;
    if (!hasMoved) emit('seek', clickTime(event));
    else if (region() !== before) emit('region', region());
  });
  scene.addEventListener('pointercancel', () => {
    if (drag) setRegion(drag.before);
    drag = null;
  });
}

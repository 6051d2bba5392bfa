/** Hear the recording as a speech recogniser does: one button, on either output, from the same place on. */
import { addActions, on } from './bus.js';
import { hear, transport } from './transport.js';
/** @import {Source} from './types.js' */

let chosen = ''; // 'recogniser8', 'recogniser16', or as it is
/** @type {NodeListOf<HTMLButtonElement>} */
const buttons = document.querySelectorAll('[data-action="as-recogniser"]');

/** How the player is asked for it, besides the tracks. @returns {Source['tracks']} */
export const asHeard = () => (chosen ? { as: chosen } : {});

function draw() {
  for (const button of buttons) {
    button.ariaPressed = String(button.value === chosen);
    button.disabled = transport.isLive; // what comes live is heard as it comes
  }
}

addActions({
  'as-recogniser': (shift, { value }) => {
    chosen = chosen === value ? '' : value;
    const tracks = { ...transport.source?.tracks };
    delete tracks.as;
    hear({ ...tracks, ...asHeard() });
    draw();
  },
});
on('transport', draw);

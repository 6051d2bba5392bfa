/** Who the sides of a call are: the name and the side that a person gave to a track or a speaker. */
import { emit, recall, remember } from './bus.js';
/** @import {Session, Who} from './types.js' */

const ALL = 'names';
let owner = ''; // whose calls the names are for
/** @type {Record<string, Who>} */
let chosen = {};

/** The names that hold for a session: those of its user. @param {?Session} session */
export function setOwner(session) {
  owner = session?.user_id || '';
  chosen = recall(ALL)?.[owner] ?? {};
}

/** @param {string} name of a track, a channel or a speaker @returns {string} how it is shown */
export const labelOf = (name) => chosen[name]?.label || name;

/** How the player is asked, so that it knows the sides. @returns {{caller?: string[], agent?: string[]}} */
export function askedSides() {
  /** @param {Who['side']} side */
  const on = (side) => Object.keys(chosen).filter((name) => chosen[name].side === side);
  return Object.fromEntries(
    /** @type {const} */ (['caller', 'agent']).map((side) => [side, on(side)]),
  );
}

/** @param {string} name @param {Partial<Who>} who */
export function choose(name, who) {
  chosen = { ...chosen, [name]: { ...chosen[name], ...who } };
  remember(ALL, { ...recall(ALL), [owner]: chosen });
  emit('names');
}

/** The fix as code: folded at a finding, in the language that was last chosen, with Copy. */
import { addActions, recall, remember } from './bus.js';
import { fill, repeat, write } from './html.js';
/** @import {Fix} from './types.js' */

/** @type {Record<string, string>} */
const LABELS = { shell: 'Shell', python: 'Python', node: 'Node', go: 'Go', browser: 'Browser' };
const COPIED = 2000; // ms that the button says so

let chosen = String(recall('fix-language') ?? 'python');
/** What is shown in which element. @type {WeakMap<Element, Fix>} */
const shown = new WeakMap();

/** @param {Fix} fix */
const snippetOf = ({ snippets }) =>
  snippets.find(({ language }) => language === chosen) ?? snippets[0];

/**
 * @param {HTMLElement} parent around a `.fix` @param {?Fix | undefined} fix none hides it
 * @param {string} key of the finding; with another one it is folded again
 */
export function drawFix(parent, fix, key = '') {
  /** @type {HTMLDetailsElement} */
  const details = parent.querySelector('.fix');
  if (details.dataset.key !== key) {
    details.dataset.key = key;
    details.open = false;
  }
  details.hidden = !fix;
  if (!fix) return;
  shown.set(details, fix);
  drawCode(details);
}

/** @param {Element} details */
function drawCode(details) {
  const fix = shown.get(details);
  const snippet = snippetOf(fix);
  fill(details.querySelector('.fix-body'), { title: fix.title });
  repeat(
    details.querySelector('.fix-languages'),
    fix.snippets,
    ({ language }, /** @type {HTMLButtonElement} */ button) => {
      Object.assign(button, {
        value: language,
        ariaPressed: String(language === snippet.language),
      });
      return { language: LABELS[language] ?? language };
    },
  );
  write(details.querySelector('code'), snippet.code);
}

addActions({
  'fix-language': (shift, { value }) => {
    chosen = value;
    remember('fix-language', value);
    for (const details of document.querySelectorAll('.fix'))
      if (shown.has(details)) drawCode(details);
  },
  'copy-fix': async (shift, button) => {
    const details = button.closest('.fix');
    const { code } = snippetOf(shown.get(details));
    const text = await navigator.clipboard.writeText(code).then(
      () => 'Copied',
      () => 'Select and copy it',
    );
    write(button, text);
    setTimeout(() => write(button, 'Copy'), COPIED);
  },
});

/** Lint rules of the page's modules. `npm --prefix static run lint` applies them. */
import js from '@eslint/js';
import globals from 'globals';

export default [
  js.configs.recommended,
  {
    files: ['js/**/*.js'],
    languageOptions: { globals: globals.browser },
    rules: {
      'no-multi-assign': 'error',
      'no-sequences': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['js/*-worklet.js'],
    languageOptions: { globals: globals.audioWorklet },
  },
];

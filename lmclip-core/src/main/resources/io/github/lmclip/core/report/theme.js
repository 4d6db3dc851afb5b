'use strict';
/* Colours that people with any kind of colour vision tell apart (Okabe and Ito), darker on white and lighter on black;
   symbols and dashes say the same again. */
const theme = (() => {
  const palettes = {
    light: ['#0072b2', '#c75300', '#00805d', '#b0508a', '#806000', '#3a8fc4', '#333333', '#7a7a7a'],
    dark: ['#56b4e9', '#f09a4c', '#2bc79a', '#e39ac4', '#e6d84a', '#9cc7ff', '#dddddd', '#999999']
  };
  const symbols = ['circle', 'triangle', 'diamond', 'rect', 'roundRect', 'pin'];
  const dashes = ['solid', 'dashed', 'dotted', [8, 3, 2, 3]];
  const groups = ['head', 'medium', 'tail'];
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  let printed = false;

  function colour(name) {
    const mode = dark.matches && !printed ? 'dark' : 'light';
    return getComputedStyle(document.documentElement).getPropertyValue('--' + name + '-' + mode).trim();
  }
  function of(array, index) {
    return array[index % array.length];
  }
  return {
    colour,
    groups,
    series: (index) => of(palettes[dark.matches && !printed ? 'dark' : 'light'], index),
    symbol: (index) => of(symbols, index),
    dash: (index) => of(dashes, Math.floor(index / 2)),
    onPaper(value) {
      printed = value;
    },
    onChange(redraw) {
      dark.addEventListener('change', redraw);
    }
  };
})();

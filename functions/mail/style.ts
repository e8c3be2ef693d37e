/** Colours of what is on light ground, and in their place on dark: every text has a contrast of 4.5 or more. */
export const LIGHT = {
  ground: '#f4f2ee',
  sheet: '#ffffff',
  line: '#e4e0d8',
  ink: '#1f2328',
  faint: '#62666d',
  link: '#1f4e79',
  onButton: '#ffffff',
};
export const DARK: typeof LIGHT = {
  ground: '#16181b',
  sheet: '#1f2226',
  line: '#33383e',
  ink: '#e8e6e3',
  faint: '#a3a8ae',
  link: '#9cc4ea',
  onButton: '#10202f',
};

export const FONT = 'font-family:-apple-system,BlinkMacSystemFont,Segoe UI,Roboto,Helvetica,Arial,sans-serif';
export const SERIF = 'font-family:Georgia,Times New Roman,serif';

const BACKGROUNDS = [
  ['.ground', `background: ${DARK.ground}`],
  ['.sheet', `background: ${DARK.sheet}`],
  ['.button', `background: ${DARK.link}`],
] as const;

const COLOURS = [
  ['.sheet, .line', `border-color: ${DARK.line}`],
  ['.ink', `color: ${DARK.ink}`],
  ['.faint', `color: ${DARK.faint}`],
  ['.link', `color: ${DARK.link}`],
  ['.button a', `color: ${DARK.onButton}`],
] as const;

/**
 * What can't be said inline: dark ground where the reader's screen has it, and less of a margin on a small one.
 * Outlook on the web knows no such question, but names what it would turn dark by itself.
 */
export const STYLE_SHEET = `:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
${rules('', [...BACKGROUNDS, ...COLOURS])}
}
${rules('[data-ogsb] ', BACKGROUNDS)}
${rules('[data-ogsc] ', COLOURS)}
@media (max-width: 480px) {
  .around { padding: 20px 8px !important; }
  .inner { padding: 28px 20px 12px !important; }
}`;

function rules(within: string, all: readonly (readonly [selectors: string, declaration: string])[]): string {
  return all
    .map(([selectors, declaration]) => {
      const scoped = selectors.split(', ').map((selector) => within + selector);
      return `  ${scoped.join(', ')} { ${declaration} !important; }`;
    })
    .join('\n');
}

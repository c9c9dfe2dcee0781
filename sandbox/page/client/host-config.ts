/** A colour and its subtle shade; both are variables of the style sheet, so light and dark need no re-render. */
const color = (name: string): object => ({
  default: `var(--card-${name})`,
  subtle: `var(--card-${name}-subtle, var(--card-${name}))`,
});

const foregroundColors = {
  default: color('text'),
  dark: color('dark'),
  light: color('light'),
  accent: color('accent'),
  good: color('good'),
  warning: color('warning'),
  attention: color('attention'),
};

const containerStyle = (name: string): object => ({
  backgroundColor: `var(--card-bg-${name})`,
  borderColor: 'transparent',
  foregroundColors,
});

const font = {
  fontFamily: 'inherit',
  fontSizes: { small: 13, default: 15, medium: 17, large: 20, extraLarge: 24 },
  fontWeights: { lighter: 400, default: 400, bolder: 600 },
};

/** The look that Webex gives to cards: sizes, spacing, colours, at most five actions in a bar. */
export const webexHostConfig = {
  supportsInteractivity: true,
  fontFamily: 'inherit',
  fontTypes: {
    default: font,
    monospace: { ...font, fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace' },
  },
  spacing: { small: 4, default: 12, medium: 12, large: 12, extraLarge: 16, padding: 12 },
  separator: { lineThickness: 1, lineColor: 'var(--card-separator)' },
  imageSizes: { small: 40, medium: 80, large: 160 },
  containerStyles: {
    default: containerStyle('default'),
    emphasis: containerStyle('emphasis'),
    good: containerStyle('good'),
    accent: containerStyle('accent'),
    warning: containerStyle('warning'),
    attention: containerStyle('attention'),
  },
  actions: {
    maxActions: 5,
    buttonSpacing: 8,
    showCard: { actionMode: 'inline', inlineTopMargin: 12, style: 'emphasis' },
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    spacing: 'default',
  },
  factSet: {
    title: { color: 'default', size: 'default', weight: 'bolder', wrap: true, maxWidth: 150 },
    value: { color: 'default', size: 'default', weight: 'default', wrap: true },
    spacing: 12,
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { weight: 'bolder', suffix: ' *', suffixColor: 'attention' },
      optionalInputs: { weight: 'bolder' },
    },
    errorMessage: { color: 'attention', size: 'small' },
  },
};

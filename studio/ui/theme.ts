/** Mantine dressed in Sluice's tokens: no colour, size or duration of its own. */
import {
  ActionIcon,
  Button,
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  Modal,
  Notification,
  Paper,
  type VariantColorsResolver,
} from '@mantine/core';

const ten = (color: string): MantineColorsTuple => [
  color,
  color,
  color,
  color,
  color,
  color,
  color,
  color,
  color,
  color,
];

type Paint = ReturnType<VariantColorsResolver>;

const TONES = {
  action: {
    solid: 'var(--action)',
    press: 'var(--action-press)',
    on: 'var(--on-action)',
    soft: 'var(--action-soft)',
    onSoft: 'var(--on-soft)',
  },
  danger: {
    solid: 'var(--danger)',
    press: 'var(--danger)',
    on: 'var(--on-danger)',
    soft: 'var(--danger-soft)',
    onSoft: 'var(--danger)',
  },
  gate: {
    solid: 'var(--gate)',
    press: 'var(--gate)',
    on: 'var(--on-action)',
    soft: 'var(--gate-soft)',
    onSoft: 'var(--gate)',
  },
} as const;

const toneOf = (color: string | undefined) =>
  color === 'danger' ? TONES.danger : color === 'gate' ? TONES.gate : TONES.action;

/** filled: the one action of a screen; default: every other button; subtle: icons and quiet ones; light: chosen. */
const paint: VariantColorsResolver = ({ variant, color }): Paint => {
  const tone = toneOf(typeof color === 'string' ? color : undefined);
  const quiet = { background: 'transparent', border: '1px solid transparent' };
  switch (variant) {
    case 'filled':
      return { background: tone.solid, hover: tone.press, color: tone.on, border: `1px solid ${tone.solid}` };
    case 'light':
      return {
        background: tone.soft,
        hover: tone.soft,
        color: tone.onSoft,
        border: `1px solid ${tone.solid}`,
      };
    case 'subtle':
    case 'transparent':
      // Mantine names its first colour where nobody named one; what reads as a link says so.
      return {
        ...quiet,
        hover: 'var(--sunken)',
        color: color === undefined || color === 'action' ? 'var(--muted)' : tone.solid,
      };
    default:
      return {
        background: 'var(--surface)',
        hover: 'var(--sunken)',
        color: color === 'danger' ? tone.solid : 'var(--ink)',
        border: `1px solid ${color === 'danger' ? tone.solid : 'var(--control)'}`,
      };
  }
};

export const theme = createTheme({
  primaryColor: 'action',
  primaryShade: 6,
  colors: {
    action: ten('var(--action)'),
    link: ten('var(--action)'),
    danger: ten('var(--danger)'),
    gate: ten('var(--gate)'),
  },
  white: 'var(--surface)',
  black: 'var(--ink)',
  autoContrast: false,
  focusRing: 'auto',
  respectReducedMotion: true,
  cursorType: 'pointer',
  fontFamily: 'var(--font-ui)',
  fontFamilyMonospace: 'var(--font-mono)',
  headings: {
    fontFamily: 'var(--font-title)',
    fontWeight: '600',
    sizes: {
      h1: { fontSize: 'var(--t28)', lineHeight: '36px' },
      h2: { fontSize: 'var(--t20)', lineHeight: '28px' },
      h3: { fontSize: 'var(--t16)', lineHeight: '24px' },
      h4: { fontSize: 'var(--t14)', lineHeight: '20px' },
      h5: { fontSize: 'var(--t14)', lineHeight: '20px' },
      h6: { fontSize: 'var(--t12)', lineHeight: '16px' },
    },
  },
  fontSizes: { xs: 'var(--t12)', sm: 'var(--t14)', md: 'var(--t14)', lg: 'var(--t16)', xl: 'var(--t20)' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '24px', xl: '28px' },
  spacing: { xs: 'var(--s8)', sm: 'var(--s12)', md: 'var(--s16)', lg: 'var(--s24)', xl: 'var(--s40)' },
  radius: {
    xs: 'var(--r-control)',
    sm: 'var(--r-control)',
    md: 'var(--r-control)',
    lg: 'var(--r-card)',
    xl: 'var(--r-card)',
  },
  defaultRadius: 'sm',
  shadows: {
    xs: 'none',
    sm: 'none',
    md: 'var(--float)',
    lg: 'var(--float)',
    xl: 'var(--float)',
  },
  variantColorResolver: paint,
  components: {
    Button: Button.extend({ defaultProps: { variant: 'default' } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', size: 32 } }),
    Modal: Modal.extend({
      defaultProps: {
        centered: true,
        radius: 'lg',
        transitionProps: { duration: 120, transition: 'fade' },
        closeButtonProps: { 'aria-label': 'Close' },
      },
    }),
    Notification: Notification.extend({ defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } } }),
    Paper: Paper.extend({ defaultProps: { radius: 'lg', withBorder: true } }),
  },
});

const surfaces = {
  '--mantine-color-body': 'var(--ground)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--muted)',
  '--mantine-color-placeholder': 'var(--muted)',
  '--mantine-color-anchor': 'var(--action)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--sunken)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--hairline)',
  '--mantine-color-error': 'var(--danger)',
  '--mantine-color-disabled': 'var(--sunken)',
  '--mantine-color-disabled-color': 'var(--muted)',
  '--mantine-color-disabled-border': 'var(--hairline)',
  '--mantine-primary-color-filled': 'var(--action)',
  '--mantine-primary-color-filled-hover': 'var(--action-press)',
  '--mantine-primary-color-light': 'var(--action-soft)',
  '--mantine-primary-color-light-color': 'var(--on-soft)',
  '--mantine-primary-color-contrast': 'var(--on-action)',
};

/** The tokens know both schemes themselves, so both get the same. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: { '--mantine-transition-duration': 'var(--fast)' },
  light: surfaces,
  dark: surfaces,
});

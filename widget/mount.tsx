/** The panel's bundle: puts bubble and panel into a shadow root of the page and takes them out again without a trace. */
import type { Bot } from '@sluice/platforms/website/protocol';
import { render } from 'preact';
import { createChat, type World } from './chat.ts';
import type { Host, Mounted } from './host.ts';
import { createMemory } from './memory.ts';
import messages from './messages.css?inline';
import panel from './panel.css?inline';
import base from './shell.css?inline';
import { begin, type State } from './store.ts';
import { themeRule } from './theme.ts';
import { createTransport } from './transport.ts';
import { Bubble } from './view/bubble.tsx';
import { Panel } from './view/panel.tsx';
import { webAddress } from './view/rich.tsx';

const SMALL = '(max-width: 480px)';
/** Less than this is a browser's bar that comes and goes, which the style sheet's units follow by themselves. */
const KEYBOARD_PX = 100;

const world: World = {
  now: () => Date.now(),
  random: () => Math.random(),
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
  // randomUUID is missing on pages served without TLS
  newId: () =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
      '',
    ),
};

/** Where the focus belongs: the field or the button of the foot; on touch never a field, its keyboard would cover the answers. */
const focusMain = (root: ShadowRoot, wasField: boolean): void => {
  const main = root.querySelector<HTMLElement>('[data-main]');
  const isTouch = matchMedia('(pointer: coarse)').matches;
  const isField = main?.matches('.field') ?? true;
  const target = isField && isTouch && !wasField ? null : main;
  (target ?? root.querySelector<HTMLElement>('[role=dialog]'))?.focus({ preventScroll: true });
};

export const mount = (host: Host, bot: Bot): Mounted => {
  const element = document.createElement('sluice-chat');
  const root = element.attachShadow({ mode: 'open' });
  const look = new CSSStyleSheet();
  look.replaceSync(base + messages + panel);
  const brand = new CSSStyleSheet();
  root.adoptedStyleSheets = [look, brand];
  const shell = root.appendChild(document.createElement('div'));
  const draft = { current: '' };
  const small = matchMedia(SMALL);
  const memory = createMemory(`sluice:${host.key}`);
  const transport = createTransport(host.base, host.key, fetch.bind(window));
  const chat = createChat(begin(bot, navigator.onLine), host, transport, world);
  let drawn: State | undefined;
  let gone: State['redirect'] = null;
  /** True while the panel opens by itself after a reload: then the page keeps its focus. */
  let isQuiet = false;

  const draw = (): void => {
    const state = chat.state();
    const held = root.activeElement;
    const { side = 'right', scheme = 'auto' } = state.bot.theme;
    shell.className = `s ${side === 'left' ? 'left' : 'right'} ${scheme}${state.open ? ' open' : ''}`;
    const settle = () => focusMain(root, false);
    render(
      <>
        {state.open && (
          <Panel state={state} chat={chat} draft={draft} isWhole={small.matches} settle={settle} />
        )}
        <Bubble state={state} chat={chat} />
      </>,
      shell,
    );
    const wasOpen = drawn?.open ?? false;
    drawn = state;
    if (state.open && !wasOpen) {
      if (!isQuiet) focusMain(root, false);
    } else if (held && !held.isConnected) {
      if (state.open) focusMain(root, held.matches('.field'));
      else root.querySelector<HTMLElement>('.corner')?.focus({ preventScroll: true });
    }
  };

  const follow = ({ redirect }: State): void => {
    if (redirect === gone) return;
    gone = redirect;
    const url = redirect && webAddress(redirect.url);
    if (!url) return;
    if (redirect.newTab) window.open(url, '_blank', 'noopener');
    else location.assign(url);
  };

  const online = () => chat.setOnline(true);
  const offline = () => chat.setOnline(false);
  const visible = () => chat.setVisible(!document.hidden);
  /** A phone's keyboard makes the visible part of the page smaller: the panel fills exactly that part. */
  const fit = (): void => {
    const view = window.visualViewport;
    const isCovered = view && view.scale < 1.01 && window.innerHeight - view.height > KEYBOARD_PX;
    shell.style.setProperty('--height', isCovered ? `${view.height}px` : null);
    shell.style.setProperty('--top', isCovered ? `${view.offsetTop}px` : null);
  };
  const end = new AbortController();
  const { signal } = end;
  window.addEventListener('online', online, { signal });
  window.addEventListener('offline', offline, { signal });
  document.addEventListener('visibilitychange', visible, { signal });
  small.addEventListener('change', draw, { signal });
  window.visualViewport?.addEventListener('resize', fit, { signal });
  window.visualViewport?.addEventListener('scroll', fit, { signal });
  fit();
  visible();

  chat.subscribe((state) => {
    draw();
    memory.keep(state);
    follow(state);
  });

  const show = (next: Bot): void => {
    brand.replaceSync(themeRule(next.theme));
    if (!element.isConnected) (document.body ?? document.documentElement).append(element); // some pages exchange their whole body
    chat.dispatch({ type: 'shown', bot: next });
  };
  const before = memory.read();
  show(bot);
  if (bot.resumes && before?.open) {
    isQuiet = true;
    chat.open();
    isQuiet = false;
  } else if (bot.resumes && before) {
    chat.dispatch({ type: 'remembered', id: before.id, last: before.last });
  }

  return {
    show,
    open: chat.open,
    close: chat.close,
    remove() {
      end.abort();
      chat.stop();
      render(null, shell);
      element.remove();
    },
  };
};

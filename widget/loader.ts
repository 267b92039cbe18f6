/** The embed script: asks whether there is a bot for this visitor and only then loads the panel. Writes nothing to the page itself. */
import type { Opening, VisitAnswer } from '@sluice/platforms/website/protocol';
import type { EventName, Host, Identity, Mounted, SluiceApi } from './host.ts';

/** The panel's file name with its hash; the build puts it in. */
declare const PANEL_FILE: string;

const QUIET_MS = 300;
const RETRIES = 4;

const boot = (src: string, key: string): SluiceApi => {
  const base = new URL('.', src).href;
  const slot = `sluice:${key}`;
  const listeners = new Map<EventName, Set<(detail?: unknown) => void>>();
  let memory: string | undefined;
  let identity: string | undefined;
  let attributes: Record<string, unknown> = {};
  let mounted: Mounted | undefined;
  let wantsOpen = false;
  /** Numbers the visits: the answer to an older one is never used. */
  let round = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  // Storage may be forbidden (private windows, blocked cookies): then the token lives as long as the page.
  const token = (): string | undefined => {
    try {
      return localStorage.getItem(slot) ?? memory;
    } catch {
      return memory;
    }
  };
  const keep = (value: string): void => {
    memory = value;
    try {
      localStorage.setItem(slot, value);
    } catch {}
  };
  const forget = (): void => {
    memory = undefined;
    try {
      localStorage.removeItem(slot);
      sessionStorage.removeItem(slot);
    } catch {}
  };

  const emit = (event: EventName, detail?: unknown): void => {
    for (const listener of listeners.get(event) ?? []) {
      try {
        listener(detail);
      } catch (error) {
        console.error(error); // the page's own listener failed; the chat goes on
      }
    }
  };

  const opening = (): Opening => {
    const visitor = token();
    return {
      ...(visitor && { visitor }),
      ...(identity && { identity }),
      attributes,
      page: {
        url: location.href,
        referrer: document.referrer,
        title: document.title,
        locale: navigator.language,
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      },
    };
  };

  const host: Host = { base, key, token, keep, opening, emit };

  const remove = (): void => {
    mounted?.remove();
    mounted = undefined;
  };

  const visit = async (attempt = 0): Promise<void> => {
    const mine = ++round;
    const had = token();
    let status = 0;
    let answer: VisitAnswer | undefined;
    try {
      const response = await fetch(`${base}website/${key}/visits`, {
        method: 'POST',
        credentials: 'omit',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(opening()),
      });
      status = response.status;
      if (response.ok) answer = await response.json();
    } catch {} // not reached: status stays 0
    if (mine !== round) return;
    if (!answer) {
      if (status === 401 && had) {
        forget(); // an erased or foreign visitor begins again as someone new
        plan(0, attempt + RETRIES);
      } else if ((!status || status > 428) && attempt < RETRIES) {
        plan(1000 * 2 ** attempt * (0.5 + Math.random()), attempt + 1);
      } else emit('unavailable');
      return;
    }
    keep(answer.visitor);
    if (!answer.bot) {
      remove();
      emit('unavailable');
    } else if (mounted) mounted.show(answer.bot);
    else {
      try {
        const { mount } = await import(/* @vite-ignore */ `${base}widget/${PANEL_FILE}`);
        if (mine !== round) return;
        const here: Mounted = mount(host, answer.bot);
        mounted = here;
        emit('ready');
        if (wantsOpen) api.open();
      } catch {
        emit('unavailable');
      }
    }
  };

  const plan = (ms: number, attempt = 0): void => {
    clearTimeout(timer);
    timer = setTimeout(visit, ms, attempt);
  };

  const claim = (more: Identity['attributes']): void => {
    attributes = { ...attributes, ...more };
  };

  const api: SluiceApi = {
    identify(who) {
      if (who?.token) identity = who.token;
      claim(who?.attributes);
      plan(0);
    },
    update(more) {
      claim(more);
      plan(QUIET_MS);
    },
    open() {
      wantsOpen = !mounted;
      mounted?.open();
    },
    close() {
      wantsOpen = false;
      mounted?.close();
    },
    shutdown() {
      round++;
      clearTimeout(timer);
      remove();
      forget();
      identity = undefined;
      attributes = {};
      wantsOpen = false;
    },
    on(event, listener) {
      const known = listeners.get(event) ?? new Set();
      listeners.set(event, known.add(listener));
      return () => known.delete(listener);
    },
    push(...calls) {
      for (const [name, ...args] of calls) {
        // The page's words, not ours: only the functions above may be called.
        if (name !== 'push' && Object.hasOwn(api, name)) {
          (api[name as keyof SluiceApi] as (...all: unknown[]) => void)(...args); // own names of `api` are all functions
        }
      }
    },
  };
  plan(0);
  return api;
};

// The page's global: nothing there, a list of calls made before this script came, or this script a second time.
const page = window as { Sluice?: unknown };
const script = document.currentScript;
if (
  script instanceof HTMLScriptElement &&
  script.dataset.channel &&
  (!page.Sluice || Array.isArray(page.Sluice))
) {
  const early: readonly [string, ...unknown[]][] = Array.isArray(page.Sluice) ? page.Sluice : [];
  const api = boot(script.src, script.dataset.channel);
  page.Sluice = api;
  api.push(...early);
}

/** The demo page's own script: picks who one is, tells the widget, and shows the decision's why. */

type Persona = { id: string; name: string; known: string; attributes: Record<string, unknown> };
type Step = {
  held: boolean;
  title: string;
  text: string;
  bar?: { gate: number; today?: number; number: number };
};
type Api = {
  on(event: string, listener: () => void): void;
  push(...calls: unknown[]): void;
};

const PERSONAS: readonly Persona[] = [
  { id: 'anonymous', name: 'Somebody new', known: 'nothing known', attributes: {} },
  { id: 'vip', name: 'Vera', known: 'tag VIP', attributes: { name: 'Vera', tags: ['VIP'] } },
  {
    id: 'enterprise',
    name: 'Emil',
    known: 'tag Enterprise',
    attributes: { name: 'Emil', tags: ['Enterprise'] },
  },
  {
    id: 'bigcorp',
    name: 'Ann',
    known: 'ann@bigcorp.com',
    attributes: { name: 'Ann', email: 'ann@bigcorp.com' },
  },
  { id: 'premium', name: 'Paula', known: 'plan Premium', attributes: { name: 'Paula', plan: 'Premium' } },
];

const channel = document.currentScript?.dataset.channel ?? '';
const slot = `sluice:${channel}`;
const as = new URLSearchParams(location.search).get('as');
const persona = PERSONAS.find(({ id }) => id === as) ?? PERSONAS[0];

/** Every persona is a visitor of their own: their token is put back before the widget reads it. */
const stash = (id: string): string => `demo:${channel}:${id}`;
const swap = (from: string | null, to: string): void => {
  const token = localStorage.getItem(slot);
  if (from !== null && token !== null) localStorage.setItem(stash(from), token);
  const other = localStorage.getItem(stash(to));
  if (other === null) localStorage.removeItem(slot);
  else localStorage.setItem(slot, other);
  sessionStorage.removeItem(slot);
  localStorage.setItem(stash('current'), to);
};

const page = window as unknown as { Sluice?: unknown[] | Api }; // the widget's documented global
if (persona) {
  const before = localStorage.getItem(stash('current'));
  if (before !== persona.id) swap(before, persona.id);
  page.Sluice = [
    ['identify', { attributes: persona.attributes }],
    ['on', 'ready', () => void explain()],
    ['on', 'unavailable', () => void explain()],
    ['on', 'conversation-started', () => void explain()],
    ['on', 'conversation-ended', () => void explain()],
  ];
}

const element = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
};

const draw = (): void => {
  element('people').replaceChildren(
    ...PERSONAS.map((each) => {
      const label = document.createElement('label');
      label.className = 'person';
      const radio = document.createElement('input');
      radio.type = 'radio';
      radio.name = 'as';
      radio.checked = each === persona;
      radio.addEventListener('change', () => location.assign(`?as=${each.id}`));
      const name = document.createElement('b');
      name.textContent = each.name;
      const known = document.createElement('span');
      known.textContent = each.known;
      label.append(radio, name, known);
      return label;
    }),
  );
  element('new').addEventListener('click', () => {
    localStorage.removeItem(slot);
    sessionStorage.removeItem(slot);
    if (persona) localStorage.removeItem(stash(persona.id));
    location.reload();
  });
};

/** Asks the server why; the newest answer wins. */
let round = 0;
const explain = async (): Promise<void> => {
  const mine = ++round;
  const response = await fetch('/demo/why', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      visitor: localStorage.getItem(slot) ?? undefined,
      attributes: persona?.attributes ?? {},
      page: { url: location.href },
    }),
  }).catch(() => null);
  if (mine !== round) return;
  if (!response?.ok) {
    element('summary').textContent = 'The server cannot be reached. Reload the page to try again.';
    return;
  }
  // our own server's answer
  const { title, summary, steps }: { title: string; summary: string; steps: Step[] } = await response.json();
  element('why').textContent = title;
  element('summary').textContent = summary;
  element('path').replaceChildren(...steps.map(stepView));
};

const TICK = 'M5 12l5 5l10 -10';
const DASH = 'M5 12l14 0';

const svg = (name: string, attributes: Record<string, string | number>): SVGElement => {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
};

const stepView = (step: Step): HTMLElement => {
  const item = document.createElement('li');
  item.className = step.held ? 'step held' : 'step';
  const tick = document.createElement('span');
  tick.className = 'tick';
  const icon = svg('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' });
  icon.append(svg('path', { d: step.held ? TICK : DASH }));
  tick.append(icon);
  const title = document.createElement('b');
  title.textContent = step.title;
  const text = document.createElement('p');
  text.textContent = step.text;
  item.append(tick, title, text);
  if (step.bar) item.append(gateBar(step.bar));
  return item;
};

/** The gate bar: filled up to the gate as it was at the pick, the gate today dashed, the person's number as a dot. */
const gateBar = ({ gate, today, number }: NonNullable<Step['bar']>): HTMLElement => {
  const bar = document.createElement('div');
  bar.className = 'gate';
  bar.setAttribute('role', 'img');
  bar.setAttribute('aria-label', `gate at ${gate}% at the pick, number ${number}`);
  const picture = svg('svg', { preserveAspectRatio: 'none' });
  const at = (percent: number): string => `${percent}%`;
  const line = (percent: number, extra: string): SVGElement =>
    svg('line', { x1: at(percent), x2: at(percent), y1: 0, y2: 20, class: `line${extra}` });
  const label = (percent: number, words: string, kind: string): SVGElement => {
    const text = svg('text', { x: at(Math.min(92, Math.max(8, percent))), y: 38, class: kind });
    text.textContent = words;
    return text;
  };
  const overlaps = (a: number, b: number): boolean => Math.abs(a - b) < 12;
  picture.append(
    svg('rect', { x: 0, y: 5, width: '100%', height: 10, rx: 3, class: 'channel' }),
    svg('rect', { x: 0, y: 5, width: at(gate), height: 10, rx: 3, class: 'reached' }),
    line(gate, ''),
    ...(today === undefined ? [] : [line(today, ' today')]),
    svg('circle', { cx: at(number), cy: 10, r: 5, class: 'dot' }),
    label(number, String(number), 'number'),
    ...(overlaps(gate, number) ? [] : [label(gate, `${gate}%`, 'at')]),
    ...(today === undefined || overlaps(today, number) || overlaps(today, gate)
      ? []
      : [label(today, `${today}% today`, '')]),
  );
  bar.append(picture);
  return bar;
};

document.addEventListener('DOMContentLoaded', draw);

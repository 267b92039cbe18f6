/** Which deployments of a plan may say anything but "no match" of a person, without asking each of thousands. */
import type { Audience, Rule } from '../audience/audience.ts';
import type { AudienceContext } from '../audience/compile.ts';
import { type Popularity, popularityOf } from '../audience/popularity.ts';
import { type RuleIndex, ruleIndex, soughtBy } from '../audience/rule-index.ts';
import { listKey } from './listing.ts';
import type { PersonFacts } from './person.ts';
import type { PlannedDeployment } from './plan.ts';

/** One deployment in the plan's order, with the audience it was compiled from. */
export type IndexEntry = { readonly planned: PlannedDeployment; readonly audience: Audience };

/** In order, all deployments that may match the person or list them; those left out certainly do neither. */
export type FindCandidates = (person: PersonFacts) => readonly PlannedDeployment[];

/**
 * Something that can only hold when one of the rules filed under it does: a deployment, or a segment and, above it,
 * all that use the segment. So a segment used by ten thousand deployments is filed once.
 */
type Node = { readonly place: number; readonly above: Node[]; seenIn: number };

const SEGMENT = -1;
const makeNode = (place: number): Node => ({ place, above: [], seenIn: 0 });

/** How an audience is found: what files it under a node, and how little that narrows down. Null: it cannot be. */
type Handle = { readonly cost: number; readonly file: (under: Node) => void } | null;

/** Makes the handles of audiences and segments; each segment becomes one node, filed at its first use. */
const handles = (index: RuleIndex<Node>, popularity: Popularity, context: AudienceContext) => {
  const segments = new Map<string, Handle>();

  const ofRule = (rule: Rule): Handle => {
    if ('segment' in rule) return ofSegment(rule.segment);
    if (soughtBy(rule) === null) return null;
    return { cost: popularity.of(rule), file: (under) => index.add(rule, under) };
  };
  const ofSegment = (id: string): Handle => {
    const known = segments.get(id);
    if (known !== undefined) return known;
    const audience = context.segments.get(id);
    const inner = audience === undefined ? null : ofAudience(audience);
    let node: Node | undefined;
    const handle: Handle = inner && {
      cost: inner.cost,
      file: (under) => {
        if (node === undefined) {
          node = makeNode(SEGMENT);
          inner.file(node);
        }
        node.above.push(under);
      },
    };
    segments.set(id, handle);
    return handle;
  };
  /** Every group needs one rule that can be looked up, as any group may match; the most selective one is taken. */
  const ofAudience = ({ everyone, groups }: Audience): Handle => {
    if (everyone) return null;
    let cost = 0;
    const chosen: Exclude<Handle, null>[] = [];
    for (const { rules } of groups) {
      let best: Handle = null;
      for (const rule of rules) {
        const handle = ofRule(rule);
        if (handle !== null && (best === null || handle.cost < best.cost)) best = handle;
      }
      if (best === null) return null;
      cost += best.cost;
      chosen.push(best);
    }
    return {
      cost,
      file: (under) => {
        for (const handle of chosen) handle.file(under);
      },
    };
  };
  return ofAudience;
};

/** Always and Never by identity. */
const indexListings = (entries: readonly IndexEntry[], nodes: readonly Node[]) => {
  const byIdentity = new Map<string, Node[]>();
  for (const [place, { planned }] of entries.entries()) {
    const node = nodes[place];
    if (node === undefined) continue;
    for (const identity of [...planned.always, ...planned.never]) {
      const listed = byIdentity.get(identity);
      if (listed === undefined) byIdentity.set(identity, [node]);
      else listed.push(node);
    }
  }
  return byIdentity;
};

/** Two ascending lists of places as the deployments they stand for, in order. */
const inOrder = (
  entries: readonly IndexEntry[],
  hits: readonly number[],
  unindexed: readonly number[],
): readonly PlannedDeployment[] => {
  const found: PlannedDeployment[] = [];
  let u = 0;
  const push = (place: number): void => {
    const entry = entries[place];
    if (entry !== undefined) found.push(entry.planned);
  };
  for (const hit of hits) {
    for (let next = unindexed[u]; next !== undefined && next < hit; next = unindexed[u]) {
      push(next);
      u += 1;
    }
    push(hit);
  }
  for (; u < unindexed.length; u += 1) push(unindexed[u] ?? 0);
  return found;
};

const ascending = (a: number, b: number): number => a - b;

/**
 * Builds the index, in time and memory that grow with the number of rules and values. The audiences must have
 * compiled with the same context.
 */
export const indexCandidates = (entries: readonly IndexEntry[], context: AudienceContext): FindCandidates => {
  const index = ruleIndex<Node>(context.types);
  const popularity = popularityOf(
    entries.map(({ audience }) => audience),
    context.segments,
  );
  const handleOf = handles(index, popularity, context);
  const nodes = entries.map((_, place) => makeNode(place));
  const unindexed: number[] = [];
  for (const [place, { audience }] of entries.entries()) {
    const node = nodes[place];
    const handle = handleOf(audience);
    if (node !== undefined && handle !== null) handle.file(node);
    else {
      unindexed.push(place);
      if (node !== undefined) node.seenIn = Number.POSITIVE_INFINITY; // among the answers already
    }
  }
  const byIdentity = indexListings(entries, nodes);
  const always = inOrder(entries, [], unindexed);

  // A search marks the nodes it has seen with its number, so that nothing need be cleared after it.
  let search = 0;
  let hits: number[] = [];
  const visit = (node: Node): void => {
    if (node.seenIn >= search) return;
    node.seenIn = search;
    if (node.place !== SEGMENT) hits.push(node.place);
    for (const above of node.above) visit(above);
  };
  const visitListed = (identity: string): void => {
    const listed = byIdentity.get(listKey(identity));
    if (listed !== undefined) for (const node of listed) visit(node);
  };
  return (person) => {
    search += 1;
    hits = [];
    index.find(person.attributes, visit);
    if (byIdentity.size > 0) {
      visitListed(person.id);
      if (person.key !== null) visitListed(person.key);
      for (const identity of person.identities) visitListed(identity);
    }
    if (hits.length === 0) return always;
    return inOrder(entries, hits.length > 1 ? hits.sort(ascending) : hits, unindexed);
  };
};

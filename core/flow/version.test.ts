/** A version: frozen for ever, and named by its content alone. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tinyDocument } from '../interpreter/tiny-flow.ts';
import { canonicalJson } from './canonical.ts';
import { makeVersion, subflowsOf } from './version.ts';

const say = (text: string) => ({ id: 'x', type: 'say', text });
const document = tinyDocument({ groups: { a: [say('Hi')] }, variables: { name: 'Ann' } });
const other = tinyDocument({ groups: { a: [say('Ho')] } });

describe('canonical JSON', () => {
  test('sorts keys at every level, keeps lists, leaves out what is undefined', () => {
    expect(canonicalJson({ b: [2, 1, { z: null, a: 'ü"' }], a: 1.5, '': true, c: undefined })).toBe(
      '{"":true,"a":1.5,"b":[2,1,{"a":"ü\\"","z":null}]}',
    );
  });

  test('is JSON with the same content, whatever the content', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe('the hash', () => {
  const reversed = <T>(value: T): T =>
    typeof value !== 'object' || value === null || Array.isArray(value)
      ? value
      : (Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([key, each]) => [key, reversed(each)]),
        ) as T); // the same keys

  test('does not depend on the order of keys', () => {
    expect(makeVersion({ document: reversed(document) }).hash).toBe(makeVersion({ document }).hash);
    expect(makeVersion({ document }).hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('is the SHA-256 of a known text', () => {
    // printf '{"document":{…},"pins":{}}' | sha256sum, taken once by hand for the document below
    const tiny = { ...other, groups: [], name: 'x', start: { group: 'a' } };
    expect(canonicalJson({ document: tiny, pins: {} })).toBe(
      '{"document":{"edges":[],"groups":[],"name":"x","schema":1,"settings":{},"start":{"group":"a"},"triggers":[],"variables":[]},"pins":{}}',
    );
    expect(makeVersion({ document: tiny }).hash).toBe(
      '3387bfb944d5da6594a8ce977c4e1a7f72acd6991ae57ebf15f4257a1d52968c',
    );
  });

  test('depends on the document, on the pins and on what is pinned', () => {
    const hashes = [
      makeVersion({ document }),
      makeVersion({ document: other }),
      makeVersion({ document, pins: { f: 1 } }),
      makeVersion({ document, pins: { f: 2 } }),
      makeVersion({ document, pins: { f: 1 }, subflows: { f: document } }),
      makeVersion({ document, pins: { f: 1 }, subflows: { f: other } }),
    ].map((version) => version.hash);
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});

describe('a version', () => {
  test('is frozen at every level, and leaves the draft free', () => {
    const version = makeVersion({ document, pins: { f: 1 }, subflows: { f: other } });
    const frozen = (value: unknown): boolean =>
      typeof value !== 'object' ||
      value === null ||
      (Object.isFrozen(value) && Object.values(value).every(frozen));
    expect(frozen(version)).toBe(true);
    expect(version.document).toEqual(document);
    expect(Object.isFrozen(document)).toBe(false);
  });

  test('knows the flows its document refers to, each once', () => {
    const calls = ['b', 'a', 'b'].map((flow, i) => ({ id: `s${i}`, type: 'subflow', flow }));
    expect(subflowsOf(tinyDocument({ groups: { g: calls } }))).toEqual(['b', 'a']);
    expect(subflowsOf(document)).toEqual([]);
  });
});

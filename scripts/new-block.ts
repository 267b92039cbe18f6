/** A new block's folder and its lines in the barrels: as texts, nothing is written here. */
import { ok, problem, type Result, refused } from '@sluice/core/problem';

/** Path from the root → text. */
export type Files = { readonly [path: string]: string };

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** Block types that cannot be the name of a constant. */
const RESERVED =
  /^(break|case|catch|class|const|continue|debugger|default|delete|do|else|export|extends|false|finally|for|function|if|import|in|instanceof|new|null|return|super|switch|this|throw|true|try|typeof|var|void|while|with|yield|await|let|static|enum)$/;

/** "my-block" → "myBlock"; a word of the language gets "Block" behind it. */
export const constantOf = (name: string): string => {
  const camel = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return RESERVED.test(camel) ? `${camel}Block` : camel;
};

const titleOf = (name: string): string => {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** Every barrel of blocks, with the file and the constant that each block brings to it. */
export const BARRELS: { readonly [path: string]: { file: string; constant(name: string): string } } = {
  'blocks/runtime.ts': { file: 'block.ts', constant: constantOf },
  'blocks/faces.ts': { file: 'face.ts', constant: (name) => partOf(name, 'Face') },
  'blocks/forms.ts': { file: 'form.ts', constant: (name) => partOf(name, 'Form') },
};

/** "my-block" → "myBlockForm"; words of the language are fine with something behind them. */
const partOf = (name: string, part: string): string =>
  `${name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())}${part}`;

/**
 * Everything a new block needs, in a state that passes all tests: a block that says a text and goes on.
 * @param barrels the texts of `BARRELS`, which come back with the new line in them
 */
export const newBlock = (name: string, barrels: Files): Result<Files> => {
  if (!NAME.test(name))
    return refused(
      problem(
        'bad-name',
        name,
        `"${name}" cannot be a block's type.`,
        'Use kebab-case: letters, digits, hyphens.',
      ),
    );
  if (barrels['blocks/runtime.ts']?.includes(`'./${name}/block.ts'`))
    return refused(problem('exists', name, `There is a block "${name}" already.`, 'Choose another name.'));
  const folder = `blocks/${name}`;
  return ok({
    [`${folder}/block.ts`]: block(name),
    [`${folder}/face.ts`]: face(name),
    [`${folder}/form.ts`]: form(name),
    [`${folder}/block.test.ts`]: test(name),
    [`${folder}/examples.json`]: `${JSON.stringify(examples(name), null, 2)}\n`,
    [`${folder}/transcript.md`]: transcript(name),
    [`${folder}/README.md`]: readme(name),
    ...Object.fromEntries(Object.entries(barrels).map(([path, text]) => [path, listed(name, path, text)])),
  });
};

/** Imports stay sorted by path, so that two new blocks meet in no conflict; in the list the newest is last. */
const listed = (name: string, barrel: string, text: string): string => {
  const { file, constant: nameOf } = BARRELS[barrel] ?? { file: 'block.ts', constant: constantOf };
  const constant = nameOf(name);
  const lines = text.split('\n');
  const path = (line: string): string => /^import .* from '(\.\/.+)';$/.exec(line)?.[1] ?? '';
  const own = lines.filter((line) => path(line) !== '');
  const line = `import { ${constant} } from './${name}/${file}';`;
  const next = own.find((other) => path(other) > path(line));
  const at = next === undefined ? lines.indexOf(own.at(-1) ?? '') + 1 : lines.indexOf(next);
  return lines.toSpliced(at, 0, line).join('\n').replace(/^\];$/m, `  ${constant},\n];`);
};

const block = (
  name: string,
): string => `/** ${titleOf(name)}: says a text. (Say here what this block promises.) */
import { defineBlock, NEXT } from '@sluice/core/interpreter/block';
import { templateSetting } from '@sluice/core/interpreter/setting';
import { z } from 'zod';

const settings = z.strictObject({ markdown: templateSetting });

export const ${constantOf(name)} = defineBlock({
  type: '${name}',
  family: 'say',
  title: '${titleOf(name)}',
  settings,
  ports: () => ({ named: [], next: true }),
  enter: ({ markdown }, context) => ({
    effects: [{ type: 'message', text: context.render(markdown) }],
    then: { type: 'leave', port: NEXT },
  }),
  check: ({ markdown }, context) => context.template('markdown', markdown),
});
`;

const face = (
  name: string,
): string => `/** How ${titleOf(name).toLowerCase()} looks on its card. (Say here what it shows.) */
import { defineFace } from '@sluice/core/face/face';
import { markdownWords } from '@sluice/core/face/words';
import { ${constantOf(name)} } from './block.ts';

export const ${partOf(name, 'Face')} = defineFace(${constantOf(name)}, {
  says: 'Says a text',
  words: [],
  fresh: () => ({ markdown: '' }),
  rows: ({ markdown }, names) => [{ row: 'words', words: markdownWords(markdown, names) }],
});
`;

const form = (name: string): string => `/** The form of “${titleOf(name)}”: what it says. */
import { defineForm, type SettingsOf } from '@sluice/core/form/form';
import type { ${constantOf(name)} } from './block.ts';

export const ${partOf(name, 'Form')} = defineForm<SettingsOf<typeof ${constantOf(name)}>>('${name}', {
  fields: [{ at: 'markdown', kind: 'markdown', label: 'Text' }],
});
`;

const test = (name: string): string => {
  const constant = constantOf(name);
  const given = `${constant}, { markdown: 'Hi {{ name }}!' }`;
  return `import { describe, expect, it } from 'vitest';
import { said, withSettings } from '../fake-context.ts';
import { ${constant} } from './block.ts';

describe('${titleOf(name)}', () => {
  it('says its text and goes on', () => {
    const move = withSettings(${given}).enter({ variables: { name: 'Ann' } });
    expect(said(move)).toEqual(['Hi Ann!']);
    expect(move.then).toEqual({ type: 'leave', port: '' });
  });

  it('is strict about its settings', () => {
    expect(${constant}.settings.safeParse({ markdown: 'Hi', html: 'Hi' }).success).toBe(false);
  });
});
`;
};

const examples = (name: string) => ({
  settings: { 'a greeting': { markdown: 'Hi {{ name }}!' } },
  flows: {
    greeting: {
      schema: 1,
      name: 'Example',
      start: { group: 'g' },
      groups: [
        {
          id: 'g',
          title: titleOf(name),
          position: { x: 0, y: 0 },
          blocks: [{ id: 'a', type: name, markdown: 'Hi {{ name }}!' }],
        },
      ],
      edges: [],
      variables: [{ id: 'name', name: 'name', type: 'text', default: 'Ann' }],
      triggers: [],
      settings: {},
    },
  },
});

const transcript = (name: string): string => `# Transcripts of \`${name}\`

Every conversation runs a flow of [examples.json](examples.json) and is replayed by the tests; [transcript.ts](../transcript.ts) explains the lines.

## A greeting

\`\`\`transcript greeting
> Hi Ann!
= completed
$ name = "Ann"
\`\`\`
`;

const readme = (name: string): string => `# ${titleOf(name)} (\`${name}\`)

Says a text. (Say here what it is for, and when to use another block.)

| setting | means |
|---|---|
| \`markdown\` | what it says; \`{{variables}}\` are filled in as plain text |

Ports: none besides "after this block".

Conversations with it: [transcript.md](transcript.md). Settings that are accepted: [examples.json](examples.json).
`;

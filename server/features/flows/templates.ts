/** Flows to begin from: the examples that the tests run word for word. */
import { readFileSync } from 'node:fs';
import type { FlowDocument } from '@sluice/core/flow/document';
import { parseDocument } from '@sluice/core/flow/schema';
import type { BlockLibrary } from '@sluice/core/interpreter/block';
import { problem, type Result, refused } from '@sluice/core/problem';

export const templates = [
  {
    id: 'customer-support',
    name: 'Customer Support Bot',
    description: 'Finds an order, explains returns, and hands over to a person when asked.',
  },
  {
    id: 'lead-qualification',
    name: 'Lead qualification',
    description: 'Asks how many people want what, scores the answers, and hands good leads to sales.',
  },
  { id: 'nps', name: 'NPS', description: 'Asks how likely people are to recommend you, and why.' },
] as const;

const EXAMPLES = new URL('../../../examples/flows/', import.meta.url);

/** The document of a template; refused when there is none of this id. */
export const templateDocument = (id: string, library: BlockLibrary): Result<FlowDocument> => {
  const known = templates.find((template) => template.id === id);
  if (!known) {
    const names = templates.map((template) => `"${template.id}"`).join(', ');
    return refused(
      problem('bad-request', 'template', `There is no template "${id.slice(0, 50)}".`, `Use ${names}.`),
    );
  }
  return parseDocument(JSON.parse(readFileSync(new URL(`${known.id}.json`, EXAMPLES), 'utf8')), library);
};

/** How a hand-off looks on its card: to whom, and what they get to know. */
import { defineFace, type FaceRow } from '@sluice/core/face/face';
import { markdownWords, muted, plain, strong, templateWords, textOfWords } from '@sluice/core/face/words';
import { handoff } from './block.ts';

export const handoffFace = defineFace(handoff, {
  says: 'Hands the conversation to your team',
  words: ['human', 'agent', 'person', 'team', 'live chat', 'escalate', 'transfer'],
  fresh: () => ({}),
  rows: ({ queue = '', message = '', context = [] }, names) => {
    const target = textOfWords(templateWords(queue, names)).trim();
    const rows: FaceRow[] = [];
    if (message.trim() !== '') rows.push({ row: 'words', words: markdownWords(message, names) });
    rows.push({ row: 'words', words: [plain('Hand off to '), strong(target || 'your team')], most: 2 });
    if (context.length > 0)
      rows.push({ row: 'words', words: [muted(`with ${listed(context.map(names.called))}`)], most: 2 });
    return rows;
  },
});

/** "Topic", "Topic and Reason", "Topic, Reason and Details". */
const listed = (titles: readonly string[]): string =>
  titles.length < 2 ? titles.join('') : `${titles.slice(0, -1).join(', ')} and ${titles.at(-1)}`;

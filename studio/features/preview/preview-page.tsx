/** A flow played by somebody without an account: marked as a preview, stored nowhere, counted nowhere. */
import { Button } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { Answer } from '@sluice/core/interpreter/input';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { PageLoading } from '../../app/page-states.tsx';
import { problemsOf } from '../../connection/refusal.ts';
import { Mark } from '../../ui/mark.tsx';
import { Notice } from '../../ui/notice.tsx';
import { RichText } from '../../ui/rich-text.tsx';
import { When } from '../../ui/when.tsx';
import { AnswerField } from '../test-panel/answer-field.tsx';
import transcript from '../test-panel/transcript.module.css';
import { about, type Played, playTurn } from './play.ts';
import classes from './preview-page.module.css';

type Line = { readonly said: string | null; readonly played: Played };

export const PreviewPage = ({ token }: { readonly token: string }) => {
  const link = useQuery({ queryKey: ['preview', token], queryFn: () => about(token), staleTime: 60_000 });
  useDocumentTitle(link.data ? `Preview of ${link.data.flow}` : 'Preview');
  return (
    <main className={classes.page}>
      <header className={classes.head}>
        <Mark />
        <div>
          <h1 className={classes.title}>{link.data?.flow ?? 'Preview'}</h1>
          {link.data && (
            <p className="muted small">
              {link.data.version === null ? 'The draft' : `Version ${link.data.version}`} of{' '}
              {link.data.workspaceName}, until <When at={link.data.expiresAt} />
            </p>
          )}
        </div>
        {link.data && <span className={classes.badge}>Preview</span>}
      </header>
      {link.isPending && <PageLoading />}
      {link.isError && (
        <div className={classes.notice}>
          <Notice
            problems={problemsOf(link.error)}
            action={<Button onClick={() => link.refetch()}>Try again</Button>}
          />
        </div>
      )}
      {link.data && <Talk token={token} />}
    </main>
  );
};

const Talk = ({ token }: { readonly token: string }) => {
  const [lines, setLines] = useState<readonly Line[]>([]);
  const last = lines.at(-1)?.played;
  const turn = useMutation({
    mutationFn: ({
      input,
      from,
    }: {
      readonly input?: Answer;
      readonly from?: string;
      readonly said: string | null;
    }) => playTurn(token, from, input),
    onSuccess: (played, { said, from }) =>
      setLines((before) => (from === undefined ? [{ said, played }] : [...before, { said, played }])),
  });
  const { mutate } = turn;
  useEffect(() => mutate({ said: null }), [mutate]);
  const bottom = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every new line is scrolled to
  useEffect(() => {
    bottom.current?.scrollIntoView({ block: 'nearest' });
  }, [lines]);
  const answer = (input: Answer) => {
    if (last && !turn.isPending) mutate({ input, from: last.sealed, said: wordsOf(input, last) });
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={transcript.transcript} aria-label="Conversation" aria-live="polite" tabIndex={0}>
        {lines.map(({ said, played }, at) => {
          const key = `${at}`;
          return <Turn key={key} said={said} played={played} />;
        })}
        {turn.isPending && <p className={transcript.aside}>…</p>}
        <Notice problems={turn.isError ? problemsOf(turn.error) : []} />
        <div ref={bottom} />
      </section>
      {last && (
        <AnswerField
          status={last.status}
          awaiting={last.awaiting}
          turn={lines.length}
          answer={answer}
          restart={() => mutate({ said: null })}
        />
      )}
    </>
  );
};

const Turn = ({ said, played }: Line) => (
  <>
    {said !== null && <p className={transcript.person}>{said === '' ? 'No answer' : said}</p>}
    {played.messages.map(({ id, content, media }) => (
      <div key={id} className={transcript.bot}>
        {content && <RichText content={content} />}
        {media &&
          (media.kind === 'image' ? (
            <img
              className={classes.picture}
              src={media.url}
              alt={media.alt ?? ''}
              referrerPolicy="no-referrer"
            />
          ) : (
            <a href={media.url} target="_blank" rel="noopener noreferrer nofollow">
              {media.alt ?? media.url}
            </a>
          ))}
      </div>
    ))}
    {played.effects.map((words) => (
      <p key={words} className={transcript.aside}>
        {words}
      </p>
    ))}
    {played.status === 'completed' && <p className={transcript.aside}>The conversation ended.</p>}
  </>
);

/** What the person is shown to have said: labels instead of ids. */
const wordsOf = ({ text, choice, choices, file }: Answer, { awaiting }: Played): string => {
  const items = awaiting?.type === 'choice' ? awaiting.items : [];
  const picked = choices ?? (choice === undefined ? [] : [choice]);
  const labels = picked.map((id) => items.find((item) => item.id === id)?.label ?? id);
  return labels.length > 0 ? labels.join(', ') : (text ?? file?.name ?? '');
};

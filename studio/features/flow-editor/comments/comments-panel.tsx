/** What colleagues said about a block or a group, and saying something oneself; beside the flow, never part of it. */
import { Button, Textarea } from '@mantine/core';
import { commentCalls } from '@sluice/api/comments';
import { useState } from 'react';
import { useWrite } from '../../../connection/api.tsx';
import { problemsOf } from '../../../connection/refusal.ts';
import { useRole } from '../../../connection/session.tsx';
import { spokenName } from '../../../ui/author.ts';
import { Form } from '../../../ui/form.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { tell } from '../../../ui/tell.tsx';
import { When } from '../../../ui/when.tsx';
import classes from './comments-panel.module.css';
import { type Comment, useComments } from './use-comments.ts';

export type CommentTarget = { readonly block: string } | { readonly group: string };

export const CommentsPanel = ({
  flowId,
  target,
  readOnly,
}: {
  readonly flowId: string;
  readonly target: CommentTarget;
  readonly readOnly: string | null;
}) => {
  const { comments, error } = useComments(flowId);
  const about = 'block' in target ? target.block : target.group;
  const own = comments.filter(({ block, group }) => (block ?? group) === about);
  return (
    <>
      <Notice problems={error === null ? [] : problemsOf(error)} />
      {own.length === 0 && <p className="muted">Nobody has said anything here.</p>}
      <ul className={classes.list}>
        {own.map((comment) => (
          <CommentRow key={comment.id} flowId={flowId} comment={comment} readOnly={readOnly} />
        ))}
      </ul>
      {readOnly === null ? (
        <NewComment flowId={flowId} target={target} />
      ) : (
        <p className="muted">{readOnly}</p>
      )}
    </>
  );
};

const NewComment = ({ flowId, target }: { readonly flowId: string; readonly target: CommentTarget }) => {
  const [text, setText] = useState('');
  const create = useWrite(commentCalls.create);
  const send = () =>
    create.mutate({ params: { id: flowId }, body: { ...target, text } }, { onSuccess: () => setText('') });
  return (
    <Form onSubmit={send}>
      <Notice problems={create.isError ? problemsOf(create.error) : []} />
      <Textarea
        label="Comment"
        placeholder="What should your colleagues know?"
        autosize
        minRows={2}
        maxLength={5_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" disabled={text.trim() === ''} loading={create.isPending}>
          Comment
        </Button>
      </div>
    </Form>
  );
};

const CommentRow = ({
  flowId,
  comment,
  readOnly,
}: {
  readonly flowId: string;
  readonly comment: Comment;
  readonly readOnly: string | null;
}) => {
  const { id, text, author, mine, createdAt, editedAt, resolvedAt, resolvedBy } = comment;
  const isOwner = useRole() === 'owner';
  const [writing, setWriting] = useState<string | null>(null);
  const edit = useWrite(commentCalls.edit);
  const remove = useWrite(commentCalls.remove);
  const create = useWrite(commentCalls.create);
  const params = { id: flowId, comment: id };
  const drop = () =>
    remove.mutate(
      { params },
      {
        onSuccess: () => {
          const about = comment.block === null ? { group: comment.group ?? '' } : { block: comment.block };
          tell(
            'The comment is deleted.',
            mine ? () => create.mutate({ params: { id: flowId }, body: { ...about, text } }) : undefined,
          );
        },
      },
    );
  const save = () =>
    edit.mutate({ params, body: { text: writing ?? text } }, { onSuccess: () => setWriting(null) });
  const problem = edit.error ?? remove.error;
  return (
    <li className={classes.comment} data-resolved={resolvedAt !== null || undefined}>
      <p className="muted small">
        <b>{spokenName(author)}</b> <When at={createdAt} />
        {editedAt !== null && ', edited'}
      </p>
      {writing === null ? (
        <p className={classes.text}>{text}</p>
      ) : (
        <Form onSubmit={save}>
          <Textarea
            aria-label="Your comment"
            autosize
            value={writing}
            onChange={(event) => setWriting(event.currentTarget.value)}
          />
          <div className="row">
            <Button type="submit" size="compact-sm" loading={edit.isPending}>
              Save
            </Button>
            <Button variant="subtle" size="compact-sm" onClick={() => setWriting(null)}>
              Cancel
            </Button>
          </div>
        </Form>
      )}
      {resolvedAt !== null && <p className="muted small">Resolved by {spokenName(resolvedBy ?? '')}</p>}
      <Notice problems={problem === null ? [] : problemsOf(problem)} />
      {readOnly === null && writing === null && (
        <div className="row">
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => edit.mutate({ params, body: { resolved: resolvedAt === null } })}
          >
            {resolvedAt === null ? 'Resolve' : 'Open again'}
          </Button>
          {mine && (
            <Button variant="subtle" size="compact-sm" onClick={() => setWriting(text)}>
              Edit
            </Button>
          )}
          {(mine || isOwner) && (
            <Button variant="subtle" size="compact-sm" color="danger" onClick={drop}>
              Delete
            </Button>
          )}
        </div>
      )}
    </li>
  );
};

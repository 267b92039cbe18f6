/** Preview links: anybody who has one can play the flow without an account, until it ends or is revoked. */
import { ActionIcon, Button, CopyButton, Modal, Select, TextInput } from '@mantine/core';
import { previewLinkCalls } from '@sluice/api/preview-links';
import { versionCalls } from '@sluice/api/versions';
import { IconTrash } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useRead, useWrite } from '../../connection/api.tsx';
import { problemsOf } from '../../connection/refusal.ts';
import { spokenName } from '../../ui/author.ts';
import { Notice } from '../../ui/notice.tsx';
import { When } from '../../ui/when.tsx';
import classes from './share-dialog.module.css';

const DRAFT = 'draft';
const LASTS = [
  { value: '24', label: 'a day' },
  { value: '72', label: 'three days' },
  { value: '168', label: 'a week' },
  { value: '720', label: '30 days' },
];

export const ShareDialog = ({ flowId, close }: { readonly flowId: string; readonly close: () => void }) => (
  <Modal opened onClose={close} size={560} title="Share a preview">
    <div className={classes.body}>
      <p className="muted">
        Anybody with the link can play the flow, without an account. It is marked as a preview, and nothing of
        it is stored or counted.
      </p>
      <NewLink flowId={flowId} />
      <Links flowId={flowId} />
    </div>
  </Modal>
);

const NewLink = ({ flowId }: { readonly flowId: string }) => {
  const [source, setSource] = useState(DRAFT);
  const [hours, setHours] = useState('72');
  const [note, setNote] = useState('');
  const versions = useRead(versionCalls.list, { params: { id: flowId }, query: { limit: 100 } });
  const create = useWrite(previewLinkCalls.create);
  const sources = [
    { value: DRAFT, label: 'The draft, as it is then' },
    ...(versions.data?.body.items ?? []).map(({ number, label }) => ({
      value: `${number}`,
      label: label === null ? `Version ${number}` : `Version ${number}: ${label}`,
    })),
  ];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({
      params: { id: flowId },
      body: {
        version: source === DRAFT ? null : Number(source),
        expiresInHours: Number(hours),
        note: note.trim() || null,
      },
    });
  };
  const made = create.data?.body;
  const address = made === undefined ? '' : new URL(made.url, window.location.origin).href;
  return (
    <form className={classes.form} onSubmit={submit}>
      <Select
        label="What"
        data={sources}
        value={source}
        allowDeselect={false}
        onChange={(value) => setSource(value ?? DRAFT)}
      />
      <Select
        label="Works for"
        data={LASTS}
        value={hours}
        allowDeselect={false}
        onChange={(value) => setHours(value ?? '72')}
      />
      <TextInput
        className={classes.wide ?? ''}
        label="Note"
        placeholder="For Jonas, to read the new texts"
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Notice problems={create.isError ? problemsOf(create.error) : []} />
      {made ? (
        <div className={`row ${classes.wide}`}>
          <TextInput
            className={classes.address ?? ''}
            readOnly
            value={address}
            aria-label="The preview link"
          />
          <CopyButton value={address}>
            {({ copied, copy }) => (
              <Button variant="filled" onClick={copy}>
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
        </div>
      ) : (
        <Button type="submit" variant="filled" className={classes.wide ?? ''} loading={create.isPending}>
          Make a link
        </Button>
      )}
      {made && <p className={`muted small ${classes.wide}`}>The link is shown this once.</p>}
    </form>
  );
};

const Links = ({ flowId }: { readonly flowId: string }) => {
  const links = useRead(previewLinkCalls.list, { params: { id: flowId } });
  const revoke = useWrite(previewLinkCalls.revoke);
  const items = (links.data?.body.items ?? []).filter(({ expired }) => !expired);
  if (items.length === 0) return null;
  return (
    <section>
      <h3 className={classes.title}>Links that work</h3>
      <ul className={classes.links}>
        {items.map(({ id, version, note, author, expiresAt }) => (
          <li key={id}>
            <span>
              {note ?? (version === null ? 'The draft' : `Version ${version}`)}
              <span className="muted small">
                {' '}
                {spokenName(author)}, until <When at={expiresAt} />
              </span>
            </span>
            <ActionIcon
              aria-label={`Revoke the link of ${author}`}
              onClick={() => revoke.mutate({ params: { id: flowId, link: id } })}
            >
              <IconTrash size={16} stroke={1.75} />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </section>
  );
};

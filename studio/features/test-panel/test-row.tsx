/** One test: whether it passes, where it does not, and what can be done with it. */

import { ActionIcon, Menu } from '@mantine/core';
import { flowTestCalls } from '@sluice/api/flow-tests';
import type { FlowTestResult } from '@sluice/core/flow-test/run';
import { IconCheck, IconDots, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useWrite } from '../../connection/api.tsx';
import type { Out } from '../../connection/call.ts';
import { spokenName } from '../../ui/author.ts';
import { Notice } from '../../ui/notice.tsx';
import { tell } from '../../ui/tell.tsx';
import classes from './test-row.module.css';

export type SavedTest = Out<(typeof flowTestCalls)['get']['answer']>;

const KINDS = {
  said: 'says something else',
  choices: 'offers something else',
  status: 'leaves the conversation otherwise',
  ended: 'takes no more input',
} as const;

export const TestRow = ({
  flowId,
  test,
  result,
  readOnly,
}: {
  readonly flowId: string;
  readonly test: SavedTest;
  readonly result: FlowTestResult;
  readonly readOnly: string | null;
}) => {
  const [open, setOpen] = useState(false);
  const remove = useWrite(flowTestCalls.remove);
  const restore = useWrite(flowTestCalls.create);
  const { id, author: _author, createdAt: _made, updatedAt: _changed, ...kept } = test;
  const drop = () =>
    remove.mutate(
      { params: { id: flowId, test: id } },
      {
        onSuccess: () =>
          tell(`“${test.name}” is deleted.`, () => restore.mutate({ params: { id: flowId }, body: kept })),
      },
    );
  return (
    <li className={classes.row}>
      <div className={classes.line}>
        {result.pass ? (
          <IconCheck className={classes.pass} size={18} stroke={1.75} aria-label="Passes" />
        ) : (
          <IconX className={classes.fail} size={18} stroke={1.75} aria-label="Fails" />
        )}
        <button type="button" className={classes.name} aria-expanded={open} onClick={() => setOpen(!open)}>
          {test.name}
          <span className="muted small">
            {test.turns.length} {test.turns.length === 1 ? 'turn' : 'turns'} · {spokenName(test.author)}
          </span>
        </button>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon
              aria-label={`What to do with ${test.name}`}
              disabled={readOnly !== null}
              title={readOnly ?? undefined}
            >
              <IconDots size={16} stroke={1.75} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item color="danger" onClick={drop}>
              Delete
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      {(open || !result.pass) && <Differences result={result} />}
    </li>
  );
};

const Differences = ({ result }: { readonly result: FlowTestResult }) => (
  <div className={classes.differences}>
    {result.pass && <p className="muted">Goes as it was kept.</p>}
    <Notice problems={result.problems} />
    {result.differences.map(({ turn, kind, expected, got }) => (
      <dl key={`${turn} ${kind}`} className={classes.difference}>
        <dt>
          Turn {turn + 1} {KINDS[kind]}
        </dt>
        <dd>
          <del>{expected.join(' · ') || 'nothing'}</del>
          <ins>{got.join(' · ') || 'nothing'}</ins>
        </dd>
      </dl>
    ))}
  </div>
);

/** The editor at work: which panel is open, what is painted on the canvas, and what keys, bar and search do. */
import type { FlowDocument } from '@sluice/core/flow/document';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useReactFlow } from '@xyflow/react';
import { lazy, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type Marks, NO_MARKS } from '../../canvas/marks.ts';
import { placedOf, useCanvasView } from '../../canvas/use-canvas-view.ts';
import { useLook } from '../../canvas/use-look.ts';
import { addBlock } from '../../editor/commands/blocks.ts';
import { moveGroups, renameGroup, setStart } from '../../editor/commands/groups.ts';
import { duplicate } from '../../editor/commands/paste.ts';
import { remove } from '../../editor/commands/remove.ts';
import { geometryOf } from '../../editor/geometry.ts';
import { selectBlocks, selectGroups } from '../../editor/selection.ts';
import { useWhyNot } from '../../ui/allowed.tsx';
import { LaterPart } from '../../ui/later-part.tsx';
import { loadMarkdownPreview } from '../block-form/markdown-field.tsx';
import { naming } from '../versions/naming.ts';
import { type Adding, addingAt, EditorCanvas, MIDDLE } from './canvas/editor-canvas.tsx';
import type { GroupActions } from './canvas/group-tools.tsx';
import { useComments } from './comments/use-comments.ts';
import { ConflictDialog } from './conflict-dialog.tsx';
import { download } from './download.ts';
import { FlowMenu } from './flow-menu.tsx';
import { countByBlock, placeProblem } from './problem-places.ts';
import type { SearchAction, SearchTargets } from './search/search-dialog.tsx';
import { ShareDialog } from './share-dialog.tsx';
import { ShortcutsSheet } from './shortcuts/shortcuts-sheet.tsx';
import { tidied } from './tidy.ts';
import { TopBar } from './top-bar.tsx';
import type { Opened } from './use-draft.ts';
import { useClipboard, useEditorActions } from './use-editor-actions.ts';
import { useEditorKeys } from './use-editor-keys.ts';
import { useFlowEditor } from './use-flow-editor.ts';
import { type FoundProblem, useProblems } from './use-problems.ts';
import classes from './workbench.module.css';
import { loadTestPanel, type Panel, WorkbenchPanel } from './workbench-panel.tsx';

const loadPublish = () => import('../publish/publish-dialog.tsx');
const loadSearch = () => import('./search/search-dialog.tsx');
const PublishDialog = lazy(async () => ({ default: (await loadPublish()).PublishDialog }));
const SearchDialog = lazy(async () => ({ default: (await loadSearch()).SearchDialog }));

/** What the editor will need next comes as soon as it stands, so that a broken line later takes nothing away. */
const bringTheRest = (): void => {
  for (const load of [loadTestPanel, loadPublish, loadSearch, loadMarkdownPreview]) load().catch(() => {});
};

/** The draft that is about to be published: as the server has it. */
type Publishing = { readonly document: FlowDocument; readonly revision: string };
type Dialog = 'search' | 'share' | 'keys' | null;

export const Workbench = ({ opened, name }: { readonly opened: Opened; readonly name: string }) => {
  const { flowId } = opened;
  const flow = useFlowEditor(opened);
  const { editor, saving, dispatch, select } = flow;
  const { document, selection } = editor;
  const readOnly = useWhyNot('editor');
  const { workspace } = useParams({ from: '/w/$workspace' });
  const navigate = useNavigate();
  const canvas = useReactFlow();
  const view = useCanvasView();
  const look = useLook(document);
  const problems = useProblems(document);
  const comments = useComments(flowId);
  const [panel, setPanel] = useState<Panel>(null);
  const [dialog, setDialog] = useState<Dialog>(null);
  const [standing, setStanding] = useState<string | null>(null);
  const [covered, setCovered] = useState<readonly string[] | null>(null);
  const [publishing, setPublishing] = useState<Publishing | null>(null);
  const [adding, setAdding] = useState<Adding | null>(null);

  const marks = useMemo(
    (): Marks => ({
      ...NO_MARKS,
      standing,
      covered: covered === null ? null : new Set(covered),
      problems: countByBlock(problems),
      comments: comments.open,
    }),
    [standing, covered, problems, comments.open],
  );
  const latest = useRef({ document, view });
  latest.current = { document, view };
  const show = useCallback((group: string | undefined) => {
    const found = latest.current.document.groups.find(({ id }) => id === group);
    if (found) latest.current.view.reveal(placedOf(found, ROOM));
  }, []);
  const homeOf = useCallback(
    (block: string | null) =>
      latest.current.document.groups.find(({ blocks }) => blocks.some(({ id }) => id === block))?.id,
    [],
  );
  const showBlock = (id: string) => {
    setPanel(null);
    select(selectBlocks(id));
    show(homeOf(id));
  };
  useEffect(() => show(homeOf(standing)), [standing, show, homeOf]);
  useEffect(bringTheRest, []);

  const toggle = (wanted: NonNullable<Panel>) => setPanel(panel?.kind === wanted.kind ? null : wanted);
  const showProblem = ({ group, block, problem }: Pick<FoundProblem, 'group' | 'block' | 'problem'>) => {
    if (problem.at.startsWith('variables.')) return setPanel({ kind: 'variables' });
    if (group === null) return setPanel({ kind: 'settings' });
    if (block !== null) return showBlock(block);
    select(selectGroups(group));
    show(group);
  };
  const publish = async () => {
    if (!(await saving.flush())) return;
    const { document: saved, revision } = saving.current();
    setPublishing({ document: saved, revision });
  };
  const tidyUp = () => {
    void tidied(document, look).then((moves) => {
      dispatch(moveGroups(moves));
      view.fit(moves.map((move) => placedOf(move, ROOM)));
    });
  };
  const add = () => setAdding(addingAt(flow, MIDDLE(), canvas.screenToFlowPosition));
  const comment = () => {
    const [block] = selection.blocks;
    const [group] = selection.groups;
    if (block !== undefined) setPanel({ kind: 'comments', about: { block } });
    else if (group !== undefined) setPanel({ kind: 'comments', about: { group } });
  };
  const nextProblem = () => {
    const [block] = selection.blocks;
    const at = problems.findIndex((problem) => problem.block !== null && problem.block === block);
    const next = problems[(at + 1) % Math.max(1, problems.length)];
    if (next) showProblem(next);
  };
  const heightOf = useCallback(
    (group: FlowDocument['groups'][number]) => geometryOf(group, look).height,
    [look],
  );
  const actions = useEditorActions(flow, heightOf);
  const keys = useEditorKeys({
    flow,
    view,
    actions,
    readOnly,
    search: () => setDialog('search'),
    add,
    tidy: tidyUp,
    test: () => toggle({ kind: 'test', from: null }),
    publish: () => void publish(),
    comment,
    nextProblem,
    help: () => setDialog('keys'),
  });
  useClipboard(flow, readOnly);

  const groupActions = useMemo(
    (): GroupActions => ({
      onRename: (id, title) => dispatch(renameGroup(id, title)),
      onAdd: (id) => {
        select(selectGroups(id));
        setAdding({ at: MIDDLE(), onPick: (type) => dispatch(addBlock({ type, group: id })) });
      },
      onDuplicate: (id) => dispatch(duplicate(selectGroups(id))),
      onStart: (id) => dispatch(setStart({ group: id })),
      onTest: (id) => setPanel({ kind: 'test', from: id }),
      onComment: (id) => setPanel({ kind: 'comments', about: { group: id } }),
      onRemove: (id) => dispatch(remove(selectGroups(id))),
    }),
    [dispatch, select],
  );
  const searchTargets: SearchTargets = {
    onBlock: showBlock,
    onGroup: (id) => {
      select(selectGroups(id));
      show(id);
    },
    onVariable: () => setPanel({ kind: 'variables' }),
    onFlow: (id) => void navigate({ to: '/w/$workspace/flows/$flow', params: { workspace, flow: id } }),
    onAdd:
      readOnly === null ? (type) => addingAt(flow, MIDDLE(), canvas.screenToFlowPosition).onPick(type) : null,
  };
  const searchActions: readonly SearchAction[] = [
    { id: 'test', label: 'Test', shortcut: 'test', run: () => setPanel({ kind: 'test', from: null }) },
    { id: 'problems', label: 'Problems', run: () => setPanel({ kind: 'problems' }) },
    { id: 'variables', label: 'Variables', run: () => setPanel({ kind: 'variables' }) },
    { id: 'settings', label: 'Triggers and settings', run: () => setPanel({ kind: 'settings' }) },
    { id: 'fit', label: 'See all of it', shortcut: 'fit', run: view.fitAll },
    {
      id: 'versions',
      label: 'Versions',
      run: () =>
        void navigate({ to: '/w/$workspace/flows/$flow/versions', params: { workspace, flow: flowId } }),
    },
    { id: 'keys', label: 'Keys', shortcut: 'help', run: () => setDialog('keys') },
    ...(readOnly === null
      ? ([
          { id: 'publish', label: 'Publish', shortcut: 'publish', run: () => void publish() },
          { id: 'undo', label: 'Undo', shortcut: 'undo', run: flow.undo },
          { id: 'redo', label: 'Redo', shortcut: 'redo', run: flow.redo },
          { id: 'tidy', label: 'Tidy up', shortcut: 'tidy', run: tidyUp },
          { id: 'share', label: 'Share a preview', run: () => setDialog('share') },
        ] satisfies readonly SearchAction[])
      : []),
  ];

  return (
    <div className={classes.bench}>
      <EditorCanvas
        flow={flow}
        marks={marks}
        readOnly={readOnly}
        adding={adding}
        onAdding={setAdding}
        actions={groupActions}
        onTidy={tidyUp}
      />
      <TopBar
        flow={flow}
        name={
          <FlowMenu
            flowId={flowId}
            name={name}
            readOnly={readOnly}
            onVariables={() => toggle({ kind: 'variables' })}
            onSettings={() => toggle({ kind: 'settings' })}
            onExport={() => download(`${name}.json`, JSON.stringify(document, null, 2))}
            onShare={() => setDialog('share')}
          />
        }
        problems={problems.length}
        readOnly={readOnly}
        panel={panel?.kind ?? null}
        onSearch={() => setDialog('search')}
        onProblems={() => toggle({ kind: 'problems' })}
        onTest={() => toggle({ kind: 'test', from: null })}
        onPublish={() => void publish()}
      />
      <WorkbenchPanel
        flow={flow}
        flowId={flowId}
        panel={panel}
        onPanel={setPanel}
        problems={problems}
        readOnly={readOnly}
        onProblem={showProblem}
        onShowBlock={showBlock}
        onStand={setStanding}
        onCoverage={setCovered}
      />
      {saving.draft.status === 'conflict' && (
        <ConflictDialog
          flowId={flowId}
          document={document}
          onTheirs={(theirs, revision) => {
            flow.replace(theirs, 'take the newer draft');
            saving.takeTheirs(theirs, revision);
          }}
          onMine={saving.keepMine}
        />
      )}
      {dialog === 'share' && <ShareDialog flowId={flowId} close={() => setDialog(null)} />}
      {dialog === 'keys' && <ShortcutsSheet handlers={keys} close={() => setDialog(null)} />}
      <LaterPart>
        {dialog === 'search' && (
          <SearchDialog
            flowId={flowId}
            document={document}
            actions={searchActions}
            targets={searchTargets}
            close={() => setDialog(null)}
          />
        )}
        {publishing && (
          <PublishDialog
            flowId={flowId}
            document={publishing.document}
            revision={publishing.revision}
            naming={naming}
            onProblem={(problem) => {
              setPublishing(null);
              showProblem(placeProblem(problem, publishing.document));
            }}
            close={() => setPublishing(null)}
          />
        )}
      </LaterPart>
    </div>
  );
};

/** About as high as a group with a few blocks. */
const ROOM = 480;

/** The editor at work: which panel is open, what is painted on the canvas, and what the bar's buttons do. */
import type { FlowDocument } from '@sluice/core/flow/document';
import type { Problem } from '@sluice/core/problem';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { PageLoading } from '../../app/page-states.tsx';
import { type Marks, NO_MARKS } from '../../canvas/marks.ts';
import { placedOf, useCanvasView } from '../../canvas/use-canvas-view.ts';
import { useLook } from '../../canvas/use-look.ts';
import { addBlock } from '../../editor/commands/blocks.ts';
import { moveGroups, renameGroup, setStart } from '../../editor/commands/groups.ts';
import { duplicate } from '../../editor/commands/paste.ts';
import { remove } from '../../editor/commands/remove.ts';
import { NOTHING, selectBlocks, selectGroups } from '../../editor/selection.ts';
import { useWhyNot } from '../../ui/allowed.tsx';
import { naming } from '../versions/naming.ts';
import { type Adding, EditorCanvas, MIDDLE } from './canvas/editor-canvas.tsx';
import type { GroupActions } from './canvas/group-tools.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import { download } from './download.ts';
import { FlowMenu } from './flow-menu.tsx';
import { ProblemList } from './problem-list.tsx';
import { countByBlock, placeProblem } from './problem-places.ts';
import { ShareDialog } from './share-dialog.tsx';
import { BlockPanel } from './side-panel.tsx';
import { tidied } from './tidy.ts';
import { TopBar } from './top-bar.tsx';
import type { Opened } from './use-draft.ts';
import { useFlowEditor } from './use-flow-editor.ts';
import { type FoundProblem, useProblems } from './use-problems.ts';
import classes from './workbench.module.css';

const TestPanel = lazy(async () => {
  const { TestPanel: panel } = await import('../test-panel/test-panel.tsx');
  return { default: panel };
});
const PublishDialog = lazy(async () => {
  const { PublishDialog: dialog } = await import('../publish/publish-dialog.tsx');
  return { default: dialog };
});

type Panel = 'test' | 'problems' | 'variables' | 'settings' | null;
/** The draft that is about to be published: as the server has it. */
type Publishing = { readonly document: FlowDocument; readonly revision: string };

export const Workbench = ({ opened, name }: { readonly opened: Opened; readonly name: string }) => {
  const flow = useFlowEditor(opened);
  const { editor, saving } = flow;
  const { document } = editor;
  const readOnly = useWhyNot('editor');
  const [panel, setPanel] = useState<Panel>(null);
  const [standing, setStanding] = useState<string | null>(null);
  const [covered, setCovered] = useState<readonly string[] | null>(null);
  const [publishing, setPublishing] = useState<Publishing | null>(null);
  const [isSharing, setSharing] = useState(false);
  const [adding, setAdding] = useState<Adding | null>(null);
  const [testFrom, setTestFrom] = useState<string | null>(null);
  const problems = useProblems(document);
  const view = useCanvasView();
  const latest = useRef({ document, view });
  latest.current = { document, view };
  const marks = useMemo(
    (): Marks => ({
      ...NO_MARKS,
      standing,
      covered: covered === null ? null : new Set(covered),
      problems: countByBlock(problems),
    }),
    [standing, covered, problems],
  );
  const toggle = (wanted: Panel) => setPanel(panel === wanted ? null : wanted);
  const showProblem = ({ group, block, problem }: Pick<FoundProblem, 'group' | 'block' | 'problem'>) => {
    if (problem.at.startsWith('variables.')) return setPanel('variables');
    const found = document.groups.find(({ id }) => id === group);
    if (!found) return setPanel('settings');
    flow.select(block === null ? selectGroups(found.id) : selectBlocks(block));
    view.showGroup(placedOf(found, ROOM));
  };
  const publish = async () => {
    if (!(await saving.flush())) return;
    setPublishing({ document: saving.current().document, revision: saving.current().revision });
  };
  const { dispatch, select } = flow;
  const look = useLook(document);
  const tidyUp = () => {
    void tidied(document, look).then((moves) => {
      dispatch(moveGroups(moves));
      view.fit(moves.map((move) => placedOf(move, ROOM)));
    });
  };
  const actions = useMemo(
    (): GroupActions => ({
      onRename: (id, title) => dispatch(renameGroup(id, title)),
      onAdd: (id) => {
        select(selectGroups(id));
        setAdding({ at: MIDDLE(), onPick: (type) => dispatch(addBlock({ type, group: id })) });
      },
      onDuplicate: (id) => dispatch(duplicate(selectGroups(id))),
      onStart: (id) => dispatch(setStart({ group: id })),
      onTest: (id) => {
        setTestFrom(id);
        setPanel('test');
      },
      onComment: (id) => select(selectGroups(id)),
      onRemove: (id) => dispatch(remove(selectGroups(id))),
    }),
    [dispatch, select],
  );
  const onStand = useCallback((block: string | null) => setStanding(block), []);
  useEffect(() => {
    const now = latest.current;
    const home = now.document.groups.find(({ blocks }) => blocks.some(({ id }) => id === standing));
    if (home) now.view.reveal(placedOf(home, ROOM));
  }, [standing]);
  const onCoverage = useCallback((blocks: readonly string[] | null) => setCovered(blocks), []);
  const [selected] = editor.selection.blocks;
  return (
    <div className={classes.bench}>
      <EditorCanvas
        flow={flow}
        marks={marks}
        readOnly={readOnly}
        adding={adding}
        onAdding={setAdding}
        actions={actions}
        onTidy={tidyUp}
      />
      <TopBar
        flow={flow}
        name={
          <FlowMenu
            flowId={opened.flowId}
            name={name}
            readOnly={readOnly}
            onVariables={() => toggle('variables')}
            onSettings={() => toggle('settings')}
            onExport={() => download(`${name}.json`, JSON.stringify(document, null, 2))}
            onShare={() => setSharing(true)}
          />
        }
        problems={problems.length}
        readOnly={readOnly}
        panel={panel}
        onSearch={() => {}}
        onProblems={() => toggle('problems')}
        onTest={() => toggle('test')}
        onPublish={() => void publish()}
      />
      {(panel !== null || selected !== undefined) && (
        <div className={`floating ${classes.panel}`}>
          {panel === 'test' && (
            <Suspense fallback={<PageLoading />}>
              <TestPanel
                flowId={opened.flowId}
                document={document}
                key={testFrom}
                group={testFrom}
                readOnly={readOnly}
                onStand={onStand}
                onCoverage={onCoverage}
                close={() => setPanel(null)}
              />
            </Suspense>
          )}
          {panel === 'problems' && (
            <ProblemList problems={problems} onSelect={showProblem} close={() => setPanel(null)} />
          )}
          {panel === null && selected !== undefined && (
            <BlockPanel
              flow={flow}
              id={selected}
              problems={problems}
              readOnly={readOnly}
              onComment={() => {}}
              close={() => select(NOTHING)}
            />
          )}
        </div>
      )}
      {saving.draft.status === 'conflict' && (
        <ConflictDialog
          flowId={opened.flowId}
          document={document}
          onTheirs={(theirs, revision) => {
            flow.replace(theirs, 'take the newer draft');
            saving.takeTheirs(theirs, revision);
          }}
          onMine={saving.keepMine}
        />
      )}
      {isSharing && <ShareDialog flowId={opened.flowId} close={() => setSharing(false)} />}
      {publishing && (
        <Suspense fallback={null}>
          <PublishDialog
            flowId={opened.flowId}
            document={publishing.document}
            revision={publishing.revision}
            naming={naming}
            onProblem={(problem: Problem) => {
              setPublishing(null);
              showProblem(placeProblem(problem, publishing.document));
            }}
            close={() => setPublishing(null)}
          />
        </Suspense>
      )}
    </div>
  );
};

/** About as high as a group with a few blocks. */
const ROOM = 480;

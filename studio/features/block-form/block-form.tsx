/** The form of one block: its settings as fields, what is wrong beside them, every change at once. */
import { Button } from '@mantine/core';
import { blockForms, blockLibrary } from '@sluice/blocks/studio';
import type { Block, FlowDocument } from '@sluice/core/flow/document';
import type { NewVariable } from '@sluice/core/form/form';
import type { Problem } from '@sluice/core/problem';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { withSettings } from '../../editor/commands/blocks.ts';
import classes from './block-form.module.css';
import { FieldProblems } from './field-frame.tsx';
import { FieldsOf, FoldOf } from './field-of.tsx';
import { type FormHandle, FormProvider } from './form-context.tsx';
import { ATTRIBUTES } from './person-attributes.ts';
import { type Settings, settingAt, withSetting } from './settings-path.ts';
import { showsProblem } from './shown-fields.ts';
import type { PersonAttribute } from './suggestions.ts';

const WORLD = { library: blockLibrary };
const NOTHING_TO_SET = 'There is nothing to set here.';

type Props = {
  readonly block: Block;
  readonly document: FlowDocument;
  /** Of this block, with `at` below its settings ("items.0.label"). */
  readonly problems: readonly Problem[];
  /** Why nothing can be changed; null: it can. */
  readonly readOnly: string | null;
  /** What is known of people where this flow runs. */
  readonly attributes?: readonly PersonAttribute[];
  /** All settings, without id and type; they fit the block's shape. `field` is the one that is being typed in. */
  onChange(settings: object, field?: string): void;
  /** A field made a variable: told before the change that names it. */
  onNewVariable?(variable: NewVariable): void;
};

/** What somebody wrote, while the block does not have it, or has it tidied up (outer spaces away). */
type Written = { readonly block: Block; readonly settings: Settings };

const settingsOf = ({ id, type, ...settings }: Block): Settings => settings;

/** Whether what was written is still what is being edited: the block has not become something else meanwhile. */
const stands = ({ block, settings }: Written, now: Block): boolean => {
  if (block === now) return true;
  if (block.id !== now.id) return false;
  const fitting = withSettings(block, settings, WORLD);
  return fitting.ok && JSON.stringify(fitting.value) === JSON.stringify(now);
};

/** Shows the block's settings; whoever uses it gives each block its own by a key. */
export const BlockForm = ({
  block,
  document,
  problems,
  readOnly,
  attributes = ATTRIBUTES,
  onChange,
  onNewVariable,
}: Props) => {
  const [written, setWritten] = useState<Written | null>(null);
  const form = blockForms.get(block.type);
  const settings = written && stands(written, block) ? written.settings : settingsOf(block);
  const fitting = withSettings(block, settings, WORLD);
  const said = fitting.ok ? problems : fitting.problems;

  const set: FormHandle['set'] = (path, value, { coalesce, newVariable } = {}) => {
    if (readOnly !== null) return;
    const next = withSetting(settings, path, value);
    setWritten({ block, settings: next });
    if (newVariable) onNewVariable?.(newVariable);
    if (withSettings(block, next, WORLD).ok) onChange(next, coalesce);
  };

  const handle: FormHandle = {
    settings,
    flow: document,
    attributes,
    problems: said,
    isReadOnly: readOnly !== null,
    set,
    newId: () => crypto.randomUUID(),
  };
  const elsewhere = form ? said.filter(({ at }) => !showsProblem(form, settings, at)) : said;
  const folds = form?.folds ?? [];
  return (
    <FormProvider value={handle}>
      <fieldset className={classes.form} disabled={readOnly !== null}>
        <legend className={classes.unseen}>Settings</legend>
        {readOnly !== null && (
          <p className={classes.locked}>
            <IconLock size={14} stroke={1.75} aria-hidden /> {readOnly}
          </p>
        )}
        <ProblemsElsewhere
          problems={elsewhere}
          settings={settings}
          takeAway={(path) => set(path, undefined)}
        />
        {form && form.fields.length > 0 ? (
          <FieldsOf fields={form.fields} path="" />
        ) : (
          elsewhere.length === 0 && <p className="muted">{NOTHING_TO_SET}</p>
        )}
        {folds.map((fold) => (
          <FoldOf key={fold.title} {...fold} path="" />
        ))}
        {!fitting.ok && (
          <p className={classes.waits} role="status">
            Something is still missing; until then this change is not kept.
          </p>
        )}
      </fieldset>
    </FormProvider>
  );
};

/** Problems without a field: of the block as a whole, or of settings that the others have made meaningless. */
const ProblemsElsewhere = ({
  problems,
  settings,
  takeAway,
}: {
  readonly problems: readonly Problem[];
  readonly settings: Settings;
  takeAway(path: string): void;
}) =>
  problems.map((problem) => (
    <div key={`${problem.code} ${problem.at}`} className={classes.elsewhere}>
      <FieldProblems problems={[problem]} />
      {problem.at !== '' && settingAt(settings, problem.at) !== undefined && (
        <Button size="compact-sm" onClick={() => takeAway(problem.at)}>
          Take it away
        </Button>
      )}
    </div>
  ));

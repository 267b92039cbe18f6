/** What needs attention, each with the one thing to do about it. */
import { IconAlertTriangle, IconHandStop, IconVersions } from '@tabler/icons-react';
import { useWorkspace } from '../../connection/session.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { type Attention, attentionWords } from './attention.ts';
import classes from './attention-list.module.css';

const ICONS = {
  'waiting-for-human': IconHandStop,
  'newer-version': IconVersions,
  failed: IconAlertTriangle,
  'dead-letters': IconAlertTriangle,
  'draft-problems': IconAlertTriangle,
};

export const AttentionList = ({ attention }: { readonly attention: readonly Attention[] }) => {
  const workspace = useWorkspace();
  return (
    <section>
      <h2 className={classes.title}>Needs attention</h2>
      {attention.length === 0 && (
        <p className={`muted ${classes.calm}`}>Nothing. Everything runs as it should.</p>
      )}
      <ul className={classes.list}>
        {attention.map((each) => {
          const { key, title, behind, flow, verb, isGrave } = attentionWords(each, Date.now());
          const Icon = ICONS[each.kind];
          return (
            <li key={key} className={classes.item}>
              <Icon size={18} stroke={1.75} aria-hidden data-grave={isGrave || undefined} />
              <div>
                <b>{title}</b>
                <p className="muted">{behind}</p>
              </div>
              {each.kind === 'newer-version' && flow !== null && (
                <ButtonLink
                  to="/w/$workspace/flows/$flow/compare"
                  params={{ workspace: workspace.id, flow }}
                  search={{ from: `${each.pinned}`, to: `${each.latest}` }}
                >
                  {verb}
                </ButtonLink>
              )}
              {each.kind === 'draft-problems' && flow !== null && (
                <ButtonLink to="/w/$workspace/flows/$flow" params={{ workspace: workspace.id, flow }}>
                  {verb}
                </ButtonLink>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
};

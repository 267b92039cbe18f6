/** Whom the new version reaches: deployments that take it at once, those that stay unless moved, conversations that run. */
import { Checkbox } from '@mantine/core';
import type { FlowDocument } from '@sluice/core/flow/document';
import { deploymentSentence, type Publishing, runningSentence, staying } from './consequence.ts';
import classes from './reach-section.module.css';

export const ReachSection = ({
  document,
  publishing,
  moving,
  onMoving,
}: {
  readonly document: FlowDocument;
  readonly publishing: Publishing;
  /** Ids of the deployments to be moved to the new version. */
  readonly moving: readonly string[];
  readonly onMoving: (ids: readonly string[]) => void;
}) => {
  const running = runningSentence(publishing, document);
  return (
    <section className={classes.reach}>
      <h3>Whom it reaches</h3>
      <p>{deploymentSentence(publishing)}</p>
      {staying(publishing).map(({ id, name, version }) => (
        <Checkbox
          key={id}
          label={`Update “${name}” from version ${version} to version ${publishing.next}`}
          checked={moving.includes(id)}
          onChange={(event) =>
            onMoving(event.currentTarget.checked ? [...moving, id] : moving.filter((each) => each !== id))
          }
        />
      ))}
      {running !== null && <p className="muted">{running}</p>}
    </section>
  );
};

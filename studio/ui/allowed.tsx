/** A control that only some roles may use. Others see it disabled, and why, with the mouse, by keyboard and by touch. */

import { Tooltip } from '@mantine/core';
import type { Role } from '@sluice/api/route';
import { cloneElement, type MouseEvent, type ReactElement } from 'react';
import { useRole, whyNot } from '../connection/session.tsx';

type Control = ReactElement<{ readonly onClick?: unknown; readonly type?: string }>;

/** A disabled button takes no focus, so it could tell nobody why: this one keeps its focus and does nothing. */
export const Allowed = ({ needs, children }: { readonly needs: Role; readonly children: Control }) => {
  const reason = whyNot(useRole(), needs);
  return reason === null ? children : <Barred reason={reason}>{children}</Barred>;
};

/** The same for any other reason: nothing to send yet, a last owner, a server that cannot be reached. */
export const Barred = ({ reason, children }: { readonly reason: string; readonly children: Control }) => {
  const still = {
    'aria-disabled': true,
    'data-disabled': true,
    type: 'button',
    onClick: (event: MouseEvent) => {
      event.preventDefault();
      event.stopPropagation();
    },
  };
  return (
    <Tooltip label={reason} multiline maw={280} events={{ hover: true, focus: true, touch: true }}>
      {cloneElement(children, still)}
    </Tooltip>
  );
};

/** Why the role on this page may not do what `needs` asks for; null when it may. For fields, which become read-only. */
export const useWhyNot = (needs: Role): string | null => whyNot(useRole(), needs);

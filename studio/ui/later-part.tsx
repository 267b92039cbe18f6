/** A part of a page that is loaded when it is first needed. If it cannot be, the rest of the page stands, with what is on it. */
import { problem } from '@sluice/core/problem';
import { Component, type ReactNode, Suspense } from 'react';
import { Notice } from './notice.tsx';

const NOT_LOADED = problem(
  'not-loaded',
  '',
  'This part could not be loaded.',
  'Check the connection, then load the page again. Edits are kept.',
);

type Props = { readonly children: ReactNode; readonly waiting?: ReactNode };

export class LaterPart extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (this.state.failed) return <Notice problems={[NOT_LOADED]} />;
    return <Suspense fallback={this.props.waiting ?? null}>{this.props.children}</Suspense>;
  }
}

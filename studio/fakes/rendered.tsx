/** A component on a page of its own, with an API behind it that answers from a list; for component tests. */
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type RenderResult, render } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { ApiProvider } from '../connection/api.tsx';
import { theme } from '../ui/theme.ts';

/** What is answered to "GET /flows/f1/tests"; a function gets the body that was sent. Refusals are `refuse(...)`. */
export type Answers = { readonly [call: string]: unknown };

export type Asked = { readonly call: string; readonly body: unknown };

class Refused {
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    this.status = status;
    this.body = body;
  }
}

export const refuse = (status: number, code: string, says: string): unknown =>
  new Refused(status, { code, detail: says, problems: [{ code, at: '', says, hint: '' }] });

/** Calls that nobody prepared an answer for are refused with 404, so that a test shows them. */
const fakeFetch =
  (answers: Answers, asked: Asked[]): typeof fetch =>
  async (address, init = {}) => {
    const path = new URL(String(address), 'http://sluice.test').pathname.replace('/api/v1', '');
    const call = `${init.method ?? 'GET'} ${path}`;
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : null;
    asked.push({ call, body });
    const prepared = Object.hasOwn(answers, call)
      ? answers[call]
      : refuse(404, 'not-found', `Nothing is prepared for ${call}.`);
    const answer: unknown = typeof prepared === 'function' ? prepared(body) : prepared;
    if (answer instanceof Refused) return Response.json(answer.body, { status: answer.status });
    return answer === null ? new Response(null, { status: 204 }) : Response.json(answer);
  };

export type Rendered = RenderResult & { readonly user: UserEvent; readonly asked: readonly Asked[] };

export const rendered = (component: ReactNode, answers: Answers = {}): Rendered => {
  const asked: Asked[] = [];
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const page = render(
    <MantineProvider theme={theme} env="test">
      <QueryClientProvider client={queries}>
        <Notifications />
        <ApiProvider workspace="ws_1" fetch={fakeFetch(answers, asked)}>
          {component}
        </ApiProvider>
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { ...page, user: userEvent.setup(), asked };
};

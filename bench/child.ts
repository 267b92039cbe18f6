/** Processes of the bench: started pinned to a core, asked questions, ended with the run. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';

export type Child = {
  /** Sends a question and waits for its answer; rejects when the child fails or ends. */
  ask(question: object): Promise<unknown>;
  end(): Promise<void>;
};

const children = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

const mayPin = cpus().length > 1 && spawnSync('taskset', ['--version']).status === 0;

/** Said beside the numbers: whether server and client had a core each. */
export const PINNED = mayPin
  ? 'The server is pinned to one core, the load client to another.'
  : 'Server and load client share the machine’s cores: this system cannot pin them.';

/** Runs a file of this folder on core `core`. The first message it sends says that it is ready. */
export const startChild = async (
  file: string,
  { core, env = {} }: { readonly core: number; readonly env?: Readonly<Record<string, string>> },
): Promise<{ readonly child: Child; readonly ready: unknown }> => {
  const node = [process.execPath, '--disable-warning=ExperimentalWarning', join(import.meta.dirname, file)];
  const [program = '', ...args] = mayPin ? ['taskset', '-c', String(core), ...node] : node;
  const child = spawn(program, args, {
    cwd: import.meta.dirname,
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  children.add(child);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      children.delete(child);
      resolve();
    });
  });
  const next = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const failed = () => reject(new Error(`${file} ended before it answered`));
      child.once('exit', failed);
      child.once('message', (message: { readonly failed?: string }) => {
        child.off('exit', failed);
        if (message.failed === undefined) resolve(message);
        else reject(new Error(`${file}: ${message.failed}`));
      });
    });
  const ready = await next();
  return {
    ready,
    child: {
      ask: (question) => {
        const answer = next();
        child.send(question);
        return answer;
      },
      end: () => {
        child.kill('SIGTERM');
        return ended;
      },
    },
  };
};

/** The child's side: answers each question in turn. */
export const answerQuestions = (answer: (question: never) => Promise<object>): void => {
  process.on('message', (question) => {
    // Only the bench sends questions, and only those that this child knows.
    answer(question as never).then(
      (said) => process.send?.(said),
      (error: unknown) => process.send?.({ failed: error instanceof Error ? error.stack : String(error) }),
    );
  });
  // The bench is gone: so is whoever it asked.
  process.on('disconnect', () => process.exit(0));
};

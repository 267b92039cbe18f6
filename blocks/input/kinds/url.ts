/** URL: a web address; https:// is added when it is missing, and the host stored in lower case. */
import type { InputKindDefinition } from '../kind.ts';
import { NOT_THIS_KIND, read } from '../kind.ts';

const LONGEST = 2_000;
// Scheme, host, port, rest. No user part: "https://bank.example@evil.example" only ever misleads.
const WEB = /^(?:(https?):\/\/)?([^\s/?#:@\\<>"]+)(:\d{1,5})?([/?#][^\s\\<>"]*)?$/iu;
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?$/u;
const LAST = /^(?:\p{L}[\p{L}\p{M}]+|xn--[a-z0-9-]+)$/iu;

const addressIn = (words: string): string | null => {
  if (words.length > LONGEST) return null;
  const parts = WEB.exec(words);
  if (parts === null) return null;
  const [, scheme = 'https', host = '', port = '', rest = ''] = parts;
  const labels = host.toLowerCase().split('.');
  const isHost =
    host.length <= 253 &&
    labels.length >= 2 &&
    labels.every((label) => LABEL.test(label)) &&
    LAST.test(labels.at(-1) ?? '');
  const isPort = port === '' || (Number(port.slice(1)) > 0 && Number(port.slice(1)) <= 65_535);
  return isHost && isPort ? `${scheme.toLowerCase()}://${labels.join('.')}${port}${rest}` : null;
};

export const url: InputKindDefinition = {
  rules: [],
  read: (words) => {
    const address = addressIn(words);
    return address === null ? NOT_THIS_KIND : read(address);
  },
  retryMessage: () => 'That doesn’t look like a web address. It should look like example.com/page.',
};

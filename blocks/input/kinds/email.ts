/** Email: one address; stored trimmed and in lower case. */
import type { InputKindDefinition } from '../kind.ts';
import { NOT_THIS_KIND, read } from '../kind.ts';

// As browsers check it (HTML, "valid e-mail address"), with letters of every language and a dot in the domain.
const LOCAL = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?$/u;

const isEmail = (address: string): boolean => {
  if (address.length > 254) return false;
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  const labels = address.slice(at + 1).split('.');
  return (
    at > 0 &&
    local.length <= 64 &&
    LOCAL.test(local) &&
    labels.length >= 2 &&
    labels.every((label) => LABEL.test(label)) &&
    /^(?:\p{L}[\p{L}\p{M}]+|xn--[a-z0-9-]+)$/u.test(labels.at(-1) ?? '')
  );
};

export const email: InputKindDefinition = {
  rules: [],
  read: (words) => {
    const address = words.toLowerCase();
    return isEmail(address) ? read(address) : NOT_THIS_KIND;
  },
  retryMessage: () =>
    'That doesn’t look like an email address. Could you check it? It should look like ann@example.com.',
};

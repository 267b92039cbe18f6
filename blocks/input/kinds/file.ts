/** File: something uploaded by the platform; stored as `{ url, name }`. The upload itself is the platform's work. */
import { addressOf } from '@sluice/core/interpreter/address';
import type { InputKindDefinition } from '../kind.ts';
import { NOT_THIS_KIND, read } from '../kind.ts';

const LONGEST_NAME = 255;

export const file: InputKindDefinition = {
  rules: [],
  read: (_words, _settings, answer) => {
    const url = answer.file === undefined ? null : addressOf([{ value: answer.file.url }], 'page');
    const name = answer.file?.name.trim() ?? '';
    return url === null || name === '' || name.length > LONGEST_NAME ? NOT_THIS_KIND : read({ url, name });
  },
  retryMessage: () => 'Please attach a file, for example a photo or a PDF.',
};

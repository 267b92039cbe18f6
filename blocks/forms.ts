/** The form of every block type: one line each. Data only; no block runs because of it. */
import type { BlockForms } from '@sluice/core/form/form';
import { attributeForm } from './attribute/form.ts';
import { choiceForm } from './choice/form.ts';
import { conditionForm } from './condition/form.ts';
import { endForm } from './end/form.ts';
import { handoffForm } from './handoff/form.ts';
import { inputForm } from './input/form.ts';
import { jumpForm } from './jump/form.ts';
import { mediaForm } from './media/form.ts';
import { messageForm } from './message/form.ts';
import { redirectForm } from './redirect/form.ts';
import { returnForm } from './return/form.ts';
import { setVariableForm } from './set-variable/form.ts';
import { splitForm } from './split/form.ts';
import { tagForm } from './tag/form.ts';
import { unsupportedForm } from './unsupported/form.ts';
import { waitForm } from './wait/form.ts';

const forms = [
  messageForm,
  mediaForm,
  inputForm,
  choiceForm,
  conditionForm,
  setVariableForm,
  jumpForm,
  returnForm,
  splitForm,
  waitForm,
  redirectForm,
  tagForm,
  attributeForm,
  handoffForm,
  unsupportedForm,
  endForm,
];

export const blockForms: BlockForms = new Map(forms.map((form) => [form.type, form]));

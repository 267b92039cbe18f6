/** The rules as JsonLogic, which flagd is written in too; and the bare engine that compiles them. */
import { LogicEngine } from 'json-logic-engine';
import type { Deployment, MakeContender } from './contender.ts';

export const ruleOf = ({ tag, plan, domain }: Deployment) => ({
  or: [
    { and: [{ in: [tag, { var: 'tags' }] }, { '==': [{ var: 'plan' }, plan] }] },
    { ends_with: [{ var: 'email' }, `@${domain}`] },
  ],
});

/** Rules only, compiled to one function: no number is drawn. */
export const jsonLogic: MakeContender = (deployments, people) => {
  const engine = new LogicEngine();
  engine.addMethod('ends_with', ([text, end]: [string, string]) => text.endsWith(end));
  const decide = engine.build({
    if: [...deployments.flatMap((one) => [ruleOf(one), one.id]), null],
  });
  return {
    name: 'json-logic-engine, rules only',
    decide: (i) => decide(people[i]),
  };
};

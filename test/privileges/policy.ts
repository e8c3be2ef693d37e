/** A statement of a policy, with all that CloudFormation fills in. */
export interface Statement {
  effect: 'Allow' | 'Deny';
  actions: string[];
  resources: string[];
  /** by the key that a call must have with one of the values */
  conditions: Record<string, string[]>;
}

/** What is asked of a policy. */
export interface Asked {
  action: string;
  /** an ARN, or `*` where the action is of no resource */
  resource: string;
  /** what conditions are held against */
  context: Record<string, string>;
}

/**
 * Whether a role's statements let a call through: one allows it, and none denies it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function isAllowed(statements: Statement[], asked: Asked): boolean {
  const speaking = statements.filter((statement) => speaksOf(statement, asked));
  return speaking.length > 0 && speaking.every(({ effect }) => effect === 'Allow');
}

/** Whether a statement is about a call, to allow or to deny it. */
function speaksOf({ actions, resources, conditions }: Statement, asked: Asked): boolean {
  return (
    actions.some((action) => matches(action.toLowerCase(), asked.action.toLowerCase())) &&
    resources.some((resource) => matches(resource, asked.resource)) &&
    Object.entries(conditions).every(([key, values]) => values.includes(asked.context[key] ?? ''))
  );
}

/** Whether a text is as a pattern has it, in which `*` stands for any characters and `?` for any one. */
export function matches(pattern: string, text: string): boolean {
  const literal = (part: string): string => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const source = pattern.split(/([*?])/).map((part, index) => {
    if (index % 2 === 0) return literal(part);
    return part === '*' ? '.*' : '.';
  });
  return new RegExp(`^${source.join('')}$`, 's').test(text);
}

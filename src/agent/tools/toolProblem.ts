/** Bad input, as a result for the model: names the field and says what to do. */
export interface ToolProblem {
  readonly kind: 'problem';
  readonly text: string;
}

export function problem(text: string): ToolProblem {
  return { kind: 'problem', text };
}

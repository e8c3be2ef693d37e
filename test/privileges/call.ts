/** What a call is about, as a test has it: things have other names there than in the stack. */
export interface Thing {
  kind: 'table' | 'queue' | 'parameter' | 'sender' | 'configuration set' | 'account' | 'unknown';
  /** its name, URL or address in the test */
  named: string;
  /** the variables that the function may know it by */
  variables: string[];
}

/** A call to AWS that a function made while a test ran. */
export interface Call {
  /** the folder of its handler */
  function: string;
  /** as policies name it, such as `dynamodb:Query` */
  action: string;
  things: Thing[];
  /** the test's file and name */
  test: string;
}

/** What the person would have typed: the demo runs the task with these words. */
export const demoTask =
  'Customers who use a voucher are charged the wrong amount, and a test fails. Find out why, fix it, and run the tests.';

/** Stands in front of everything the demo says, so that nobody takes it for a model. */
export const demoLabel = 'Scripted demo:';

/** What the demo shows as its model. */
export const demoName = 'Demo (scripted)';

type Row = readonly [ticket: string, team: string];

/** Rows to learn from. */
export const trainRows: readonly Row[] = [
  ['I was charged twice for the same order', 'billing'],
  ['Please refund the second payment on my card', 'billing'],
  ['The invoice for May shows a wrong amount', 'billing'],
  ['Can I get an invoice with our tax number?', 'billing'],
  ['My card was declined although it is valid', 'billing'],
  ['Why did the price of my plan go up?', 'billing'],
  ['I paid yesterday but the payment is not shown', 'billing'],
  ['Cancel my subscription and refund the rest of the month', 'billing'],
  ['The app crashes when I open a large file', 'bug'],
  ['After the update the screen stays white', 'bug'],
  ['The save button does nothing', 'bug'],
  ['I get an error 500 when I export a report', 'bug'],
  ['Search gives no results although the file is there', 'bug'],
  ['The page freezes when I scroll down', 'bug'],
  ['Uploads stop at 99 percent with an error', 'bug'],
  ['The chart shows wrong numbers after the update', 'bug'],
  ['I cannot log in with my new password', 'account'],
  ['Please change the email address of my account', 'account'],
  ['How do I add a colleague to our team account?', 'account'],
  ['I forgot my password and the reset mail does not come', 'account'],
  ['Delete my account and all my data', 'account'],
  ['My account is locked after too many tries to log in', 'account'],
  ['I want to change my user name', 'account'],
  ['How do I switch on two-factor login for my account?', 'account'],
];

/** Rows to measure on. */
export const devRows: readonly Row[] = [
  ['There are two payments for one order on my card', 'billing'],
  ['The amount on the invoice is too high', 'billing'],
  ['I want a refund for last month', 'billing'],
  ['Which card was my subscription charged to?', 'billing'],
  ['The app crashes at start since the update', 'bug'],
  ['An error comes up when I save a file', 'bug'],
  ['The export button does nothing', 'bug'],
  ['The page stays white when I open a report', 'bug'],
  ['I cannot log in any more', 'account'],
  ['My password reset link has expired', 'account'],
  ['Please delete my user account', 'account'],
  ['How can I change the email I log in with?', 'account'],
];

/**
 * The exact two-sided sign test: how likely a split of wins and losses at least this uneven is when each is as likely.
 *
 * @returns 0 to 1; 1 when there is neither a win nor a loss.
 */
export function signTest(wins: number, losses: number): number {
  const trials = wins + losses;
  const fewer = Math.min(wins, losses);
  let tail = 0;
  // In logarithms: 0.5 ** trials is 0 from 1,075 trials on.
  let logChoose = 0;
  for (let count = 0; count <= fewer; count++) {
    if (count > 0) logChoose += Math.log(trials - count + 1) - Math.log(count);
    tail += Math.exp(logChoose - trials * Math.LN2);
  }
  return Math.min(1, 2 * tail);
}

import { IsIn } from 'class-validator';
import { InputField, Module, OutputField, Predict, Predictor, Signature } from 'dspex';
import type { Task } from './read-rows';

const TEAMS = ['billing', 'delivery', 'device', 'app', 'access', 'installation'] as const;

@Signature(`Decide which team can solve the ticket.
billing: charges, refunds, invoices and prices
delivery: parcels, shipping, tracking and returns
device: broken or faulty hardware
app: problems with the app and the website
access: login, passwords, accounts and personal data
installation: mounting, wiring and connecting to the network`)
export class RouteTicket {
  @InputField({ desc: 'as the customer wrote it' }) readonly ticket!: string;
  @OutputField() @IsIn([...TEAMS]) team!: (typeof TEAMS)[number];
}

/** The program of the bundled data: one step, declared by its signature class. */
@Module()
export class TicketRouter extends Module {
  @Predictor(RouteTicket) readonly route!: Predict<RouteTicket>;

  async forward({ ticket }: { readonly ticket: string }) {
    return this.route.call({ ticket });
  }
}

/** The student for a task: the router for the tickets, a plain predictor for rows of your own. */
export function studentFor(task: Task): TicketRouter | Predict {
  if (task.isBundled) return new TicketRouter();
  const choices = task.labels.map((label) => JSON.stringify(label)).join(' | ');
  const text: string = `${task.input}: string -> ${task.label}: ${choices}`;
  return new Predict(
    Signature.from(text, `Choose the ${task.label} that fits the ${task.input}.`),
  ) as Predict;
}

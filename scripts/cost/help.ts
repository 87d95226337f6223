export const USAGE = `Usage: npm run cost -- [options]

What a month costs on AWS, part by part, and which bounds its busiest second meets. Memory, batches, windows, concurrency,
schedules, alarms and throttling are read from the templates of the stage; prices are in scripts/cost/prices.ts with their
source, and times and sizes in scripts/cost/assumptions.ts. It needs no AWS account and no network.

A month has (a million of each of the first four, if nothing is said):
  --orders <n>              orders that are placed, paid and shipped
  --messages <n>            messages in rooms
  --jobs <n>                jobs beside those of orders, on low-priority
  --connected-hours <n>     hours of all connections together
  --requests <n>            HTTP requests beside those for the above

Of these:
  --listeners <n>           connections that hear a message: 10
  --devices <n>             connections that a customer hears of an order on: 1
  --connection-minutes <n>  how long a connection lasts: 110, as long as the client keeps it
  --heartbeat-seconds <n>   between pings of a client: 25, as the client does it
  --peak <n>                how many times the average the busiest second brings: 10

Options:
  --stage <stage>           dev, staging or prod (the default)
  --json                    prints everything as JSON: figures, configuration, assumptions, prices with their sources
  --help                    prints this

Numbers may be written as 1e6. It exits with 2 when the command makes no sense.`;
